/**
 * Stores the tables of an upstream answer: every column and every cell, as text or absent. The rows
 * are kept by columns in compressed chunks, and a manifest names the chunks. This package knows no
 * storage. It writes chunks to a {@link org.backlinks.snapshot.ChunkSink} and reads them from a
 * {@link org.backlinks.snapshot.ChunkSource}.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.snapshot;
