/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search index after an erasure. FTS5's own secure-delete takes an erased voice's words out of the pages of the index,
 * but the list of where those pages begin keeps the word that stood first on one, though nobody says it any more. */
#include "ear-store-private.h"

#define VOCABULARY                                                                                                     \
  "CREATE VIRTUAL TABLE IF NOT EXISTS temp.voices_vocabulary USING fts5vocab (main, voices_search, row)"

/* Entries are the beginning of a word, in bytes, after one byte for the kind of index. */
#define LEFT_OVER                                                                                                      \
  "SELECT EXISTS (SELECT 1 FROM (SELECT substr (CAST (term AS BLOB), 2) AS word FROM voices_search_idx "               \
  "WHERE length (term) > 1) x WHERE NOT EXISTS (SELECT 1 FROM temp.voices_vocabulary v "                               \
  "WHERE v.term >= CAST (x.word AS TEXT) AND substr (CAST (v.term AS BLOB), 1, length (x.word)) = x.word))"

/* Makes the index anew where it holds a word that no voice says any more. Most erasures leave none; where one does, this
 * takes as long as indexing all voices did. */
gboolean
ear_search_forget_words (EarStore *store, GError **error)
{
  gint64 n_words, left;

  /* The first question has what was deleted in this transaction written to the index. */
  if (!ear_connection_execute (store->connection, VOCABULARY, error)
      || !ear_connection_integer (store->connection, "SELECT EXISTS (SELECT 1 FROM temp.voices_vocabulary)", &n_words, error)
      || !ear_connection_integer (store->connection, LEFT_OVER, &left, error))
    return FALSE;
  return left == 0
         || ear_connection_execute (store->connection, "INSERT INTO voices_search (voices_search) VALUES ('rebuild')", error);
}
