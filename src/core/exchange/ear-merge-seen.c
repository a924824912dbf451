/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is merged is what somebody looked at. Between the two whoever can write where a file lies may put another one there, which
 * would be taken in with the name and the signature of the first in everybody's mind. */
#include "ear-merge-private.h"

#include <glib/gi18n-lib.h>

#include "ear-folder-private.h"
#include "ear-hash.h"

GHashTable *
ear_merge_seen_new (void)
{
  return g_hash_table_new_full (ear_text_hash, g_str_equal, g_free, g_free);
}

void
ear_merge_seen_add (GHashTable *seen, const char *path, const struct stat *info)
{
  g_hash_table_insert (seen, g_strdup (path), g_memdup2 (info, sizeof *info));
}

GHashTable *
ear_merge_seen (const EarMerge *looked)
{
  GHashTable *seen = ear_merge_seen_new ();

  for (guint i = 0; i < looked->files->len; i++)
    {
      const EarMergeFile *file = looked->files->pdata[i];

      ear_merge_seen_add (seen, file->path, &file->info);
    }
  return seen;
}

/**
 * ear_merge_check_seen:
 * @seen: (nullable): what files were when somebody looked; %NULL: nobody did
 * @name: of the file, as shown
 * @info: (out): what it is now; all zero where that cannot be told
 *
 * To be asked before a file is read and once more afterwards: a file that changes, or is put in the place of another, has another
 * number, size or time of change.
 */
gboolean
ear_merge_check_seen (GHashTable *seen, const char *path, const char *name, struct stat *info, GError **error)
{
  const struct stat *then = seen == NULL ? NULL : g_hash_table_lookup (seen, path);

  if (stat (path, info) != 0)
    *info = (struct stat){ 0 };
  if (seen == NULL || (then != NULL && ear_folder_same_file (then, info)))
    return TRUE;
  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REPLACED,
               _ ("“%s” is not the file any more that was looked at: it was changed, or another one was put in its place. Nothing was "
                  "changed. Look at it again, then decide."),
               name);
  return FALSE;
}
