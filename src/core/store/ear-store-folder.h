/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this workbook remembers of an exchange folder: the files that it wrote there, and those of others that it has merged.
 * A file is known by its bytes, whatever it is called. The store's thread. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

#define EAR_FOLDER_HASH_BYTES 32 /* SHA-256 */

/* A file that this workbook wrote. */
typedef struct
{
  gint64 n;         /* of those that it wrote, from 1 */
  guint8 hash[EAR_FOLDER_HASH_BYTES];
  gboolean whole;   /* it holds everything; otherwise what changed since the one before */
  gint64 sequence;  /* together with the one before it holds all that changed up to here; see ear_store_get_sequence() */
  gint64 erasures;  /* so many things had been erased here by then */
  gint64 clock;     /* the newest clock by then */
  guint64 bytes;
  char *sealed_for; /* who can open it */
} EarFolderOwn;

GPtrArray *ear_store_folder_list_own (EarStore *store, GError **error); /* (element-type EarFolderOwn) oldest first */
void ear_folder_own_free (EarFolderOwn *own);
gboolean ear_store_folder_note_own (EarStore *store, EarFolderOwn *own, GError **error);
gboolean ear_store_folder_forget_own (EarStore *store, gint64 n, GError **error);
gboolean ear_store_folder_cover (EarStore *store, gint64 before, GError **error);
gint64 ear_store_folder_sequence (EarStore *store);
gint64 ear_store_folder_erasures (EarStore *store, GError **error);

/* A file that was merged. */
typedef struct
{
  gboolean waits;   /* something of it was kept aside */
  gint64 own_before; /* the newest that this workbook had written by then; 0 for none */
} EarFolderTaken;

gboolean ear_store_folder_note_taken (EarStore *store, const guint8 *hash, gboolean waits, GError **error);
gboolean ear_store_folder_find_taken (EarStore *store, const guint8 *hash, EarFolderTaken *taken, gboolean *found,
                                      GError **error);
gboolean ear_store_folder_forget_taken (EarStore *store, gint64 merge, GError **error);
gboolean ear_store_folder_forget_waiting (EarStore *store, GError **error);

G_END_DECLS
