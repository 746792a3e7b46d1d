package org.backlinks.summary;

import org.jspecify.annotations.Nullable;

/** The facets of a list. Each is null when no link has a known value of it. */
record ListFacets(
    @Nullable Facet linkTypes,
    @Nullable Facet languages,
    @Nullable Facet tlds,
    @Nullable Facet countries,
    @Nullable Facet topics,
    @Nullable Facet anchors,
    @Nullable Facet referringDomains,
    @Nullable Facet targets) {}
