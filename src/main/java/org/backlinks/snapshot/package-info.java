/**
 * What was paid for: the tables of an upstream answer, every column and cell as text or absent,
 * kept by columns in compressed chunks that a manifest names. Knows no storage: chunks leave
 * through a {@link org.backlinks.snapshot.ChunkSink} and come back through a {@link
 * org.backlinks.snapshot.ChunkSource}.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.snapshot;
