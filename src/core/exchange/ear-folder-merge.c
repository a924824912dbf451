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

static EarMerge *
look_at_first (EarStore *store, const EarFolderMerge *merge, guint n, const EarMergeOptions *options, GCancellable *cancellable,
               GError **error)
{
  g_autofree const char **first = g_memdup2 (merge->paths, (n + 1) * sizeof *first);

  first[n] = NULL;
  return ear_merge_preview (store, first, options, NULL, NULL, cancellable, error);
}

/* A file may be of no use only since another one is merged with it, such as one that revokes its writer. The first that the ones
 * before it stop is found by halving, and left out. */
static gboolean
leave_out (EarStore *store, EarFolderMerge *merge, const EarMergeOptions *options, GCancellable *cancellable, GError **error)
{
  guint good = 0, bad = g_strv_length (merge->paths);
  g_autoptr (GError) why = NULL;
  EarFolderFailure *failure;

  while (bad - good > 1 || why == NULL)
    {
      guint n = bad - good > 1 ? (good + bad) / 2 : bad;
      g_autoptr (GError) local = NULL;
      g_autoptr (EarMerge) looked = look_at_first (store, merge, n, options, cancellable, &local);

      if (looked == NULL && !is_of_a_file (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      /* What is wrong with it now was not a moment ago, or is not any more. */
      if (looked != NULL && n == bad)
        return TRUE;
      if (looked != NULL)
        {
          good = n;
          continue;
        }
      bad = n;
      g_clear_error (&why);
      why = g_steal_pointer (&local);
    }
  failure = g_new0 (EarFolderFailure, 1);
  failure->path = merge->paths[bad - 1];
  failure->error = g_steal_pointer (&why);
  g_ptr_array_add (merge->failures, failure);
  for (guint i = bad - 1; merge->paths[i] != NULL; i++)
    merge->paths[i] = merge->paths[i + 1];
  return TRUE;
}

typedef EarMerge *(*Run) (EarStore *, const char *const *, const EarMergeOptions *, EarProgress, gpointer, GCancellable *, GError **);

/* With all, else with those that can be used alone, else with those that can be used together. */
static gboolean
run_with_what_can_be_used (EarFolderMerge *merge, Run run, EarStore *store, const EarMergeOptions *options, EarProgress progress,
                           gpointer data, GCancellable *cancellable, GError **error)
{
  guint n = g_strv_length (merge->paths);

  for (guint i = 0; *merge->paths != NULL; i++)
    {
      g_autoptr (GError) local = NULL;

      merge->merge = run (store, (const char *const *) merge->paths, options, progress, data, cancellable, &local);
      if (merge->merge != NULL)
        return TRUE;
      /* Each time there is one file less, or somebody changes them all the time. */
      if (!is_of_a_file (local) || i > n)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!(i == 0 ? sift (store, merge, options, cancellable, error) : leave_out (store, merge, options, cancellable, error)))
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_folder_merge:
 * @paths: (array zero-terminated=1): files of the folder, or any others
 * @apply: FALSE: only say what it would do
 *
 * Does what ear_merge_apply() or ear_merge_preview() does, with those of the files that can be used.
 */
EarFolderMerge *
ear_folder_merge (EarStore *store, const char *const *paths, const EarMergeOptions *options, gboolean apply,
                  EarProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (EarFolderMerge) merge = g_new0 (EarFolderMerge, 1);
  gboolean done;

  merge->paths = g_strdupv ((GStrv) paths);
  merge->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) failure_free);
  /* What is derived for looking at one file alone is good for all. */
  ear_seal_memory_begin ();
  done = run_with_what_can_be_used (merge, apply ? ear_merge_apply : ear_merge_preview, store, options, progress, data, cancellable, error);
  ear_seal_memory_end ();
  return done ? g_steal_pointer (&merge) : NULL;
}
