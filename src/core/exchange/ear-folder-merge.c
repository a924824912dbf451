/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merging several files of which one that cannot be used does not stop the others. */
#include "ear-folder.h"

#include "ear-seal-format.h"

static void
failure_free (EarFolderFailure *failure)
{
  g_free (failure->path);
  g_clear_error (&failure->error);
  g_free (failure);
}

void
ear_folder_merge_free (EarFolderMerge *merge)
{
  if (merge == NULL)
    return;
  g_strfreev (merge->paths);
  g_clear_pointer (&merge->failures, g_ptr_array_unref);
  g_clear_pointer (&merge->merge, ear_merge_free);
  g_free (merge);
}

/* What lies with a file, not with the workbook or with whoever waits. */
static gboolean
is_of_a_file (const GError *error)
{
  return error->domain == EAR_EXCHANGE_ERROR && error->code != EAR_EXCHANGE_ERROR_ASKS_FIRST;
}

/* Looks at each alone, and keeps those that can be used. */
static gboolean
sift (EarStore *store, EarFolderMerge *merge, const EarMergeOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GStrvBuilder) usable = g_strv_builder_new ();

  for (guint i = 0; merge->paths[i] != NULL; i++)
    {
      const char *one[] = { merge->paths[i], NULL };
      g_autoptr (GError) local = NULL;
      g_autoptr (EarMerge) looked = ear_merge_preview (store, one, options, NULL, NULL, cancellable, &local);

      if (looked != NULL)
        g_strv_builder_add (usable, one[0]);
      else if (is_of_a_file (local))
        {
          EarFolderFailure *failure = g_new0 (EarFolderFailure, 1);

          failure->path = g_strdup (one[0]);
          failure->error = g_steal_pointer (&local);
          g_ptr_array_add (merge->failures, failure);
        }
      else
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  g_strfreev (merge->paths);
  merge->paths = g_strv_builder_end (usable);
  return TRUE;
}

/**
 * ear_folder_merge:
 * @paths: (array zero-terminated=1): files of the folder
 * @apply: FALSE: only say what it would do
 *
 * Does what ear_merge_apply() or ear_merge_preview() does, with those of the files that can be used.
 */
EarFolderMerge *
ear_folder_merge (EarStore *store, const char *const *paths, const EarMergeOptions *options, gboolean apply,
                  EarProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  EarMerge *(*run) (EarStore *, const char *const *, const EarMergeOptions *, EarProgress, gpointer, GCancellable *, GError **)
    = apply ? ear_merge_apply : ear_merge_preview;
  g_autoptr (EarFolderMerge) merge = g_new0 (EarFolderMerge, 1);
  g_autoptr (GError) local = NULL;

  merge->paths = g_strdupv ((GStrv) paths);
  merge->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) failure_free);
  if (*paths == NULL)
    return g_steal_pointer (&merge);
  /* What is derived for looking at one file alone is good for all. */
  ear_seal_memory_begin ();
  merge->merge = run (store, paths, options, progress, data, cancellable, &local);
  if (merge->merge == NULL && is_of_a_file (local))
    {
      g_clear_error (&local);
      if (!sift (store, merge, options, cancellable, error))
        {
          ear_seal_memory_end ();
          return NULL;
        }
      if (*merge->paths != NULL)
        merge->merge = run (store, (const char *const *) merge->paths, options, progress, data, cancellable, &local);
    }
  ear_seal_memory_end ();
  if (local == NULL)
    return g_steal_pointer (&merge);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
