/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hand-kept grammars refuse exactly what the published schemas refuse, on a corpus of small changes of valid bundles and lists:
 * elements and attributes dropped, repeated, swapped, moved, renamed; values at the edge of what they may be; blanks,
 * comments and namespaces where none stood. What no grammar can say is told apart by rule (mutant-rules.c, mutant-lists.c), and
 * the reader must refuse exactly that beside. GLib prints the seed; --seed repeats a corpus. */
#include "grammar-judge.h"
#include "mutants.h"

#define N_UNCHANGED 40
#define N_CHANGED 700
#define N_CHANGED_LISTS 500

static gboolean
take_bundle (EarStore *store, const char *text, GError **error)
{
  g_auto (EarMergeResult) result = { 0 };

  return world_merge_bytes (store, text, -1, &result, error);
}

/* The same list in a workbook that has another one of its name would be refused for that. */
static gboolean
take_list (EarStore *store, const char *text, GError **error)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "list.xml", NULL);
  g_auto (EarMergeResult) result = { 0 };
  gboolean taken;

  g_assert_true (g_file_set_contents (path, text, -1, NULL) && ear_store_begin (store, NULL));
  taken = ear_reference_load (store, path, &result, error);
  ear_store_rollback (store);
  return taken;
}

/* What is changed is a bundle to begin with. */
static void
test_unchanged (void)
{
  for (guint i = 0; i < N_UNCHANGED; i++)
    {
      g_autoptr (MutantNode) bundle = mutant_new_bundle ();

      g_assert_false (mutant_is_beyond_grammar (bundle));
      judge_add (TRUE, "unchanged", mutant_write (bundle));
    }
  judge_all ("bundle.rnc", take_bundle);
}

static void
test_changed (void)
{
  for (guint i = 0; i < N_CHANGED; i++)
    {
      g_autoptr (MutantNode) bundle = mutant_new_bundle ();
      const char *what = mutant_change (bundle, &mutant_bundle_words);

      if (g_test_rand_int_range (0, 5) == 0)
        what = mutant_change (bundle, &mutant_bundle_words);
      judge_add_unknown (what, mutant_write (bundle), (JudgeBeyondFunc) mutant_is_beyond_grammar, bundle,
                         (GDestroyNotify) mutant_free);
      bundle = NULL;
    }
  judge_all ("bundle.rnc", take_bundle);
}

static void
test_unchanged_lists (void)
{
  for (guint i = 0; i < N_UNCHANGED; i++)
    {
      g_autoptr (MutantNode) list = mutant_new_list ();

      g_assert_false (mutant_list_is_beyond_grammar (list));
      judge_add (TRUE, "unchanged", mutant_write (list));
    }
  judge_all ("reference.rnc", take_list);
}

static void
test_changed_lists (void)
{
  for (guint i = 0; i < N_CHANGED_LISTS; i++)
    {
      g_autoptr (MutantNode) list = mutant_new_list ();
      const char *what = mutant_change (list, &mutant_list_words);

      if (g_test_rand_int_range (0, 5) == 0)
        what = mutant_change (list, &mutant_list_words);
      judge_add_unknown (what, mutant_write (list), (JudgeBeyondFunc) mutant_list_is_beyond_grammar, list,
                         (GDestroyNotify) mutant_free);
      list = NULL;
    }
  judge_all ("reference.rnc", take_list);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/mutations/bundles/unchanged", test_unchanged);
  g_test_add_func ("/exchange/mutations/bundles/changed", test_changed);
  g_test_add_func ("/exchange/mutations/lists/unchanged", test_unchanged_lists);
  g_test_add_func ("/exchange/mutations/lists/changed", test_changed_lists);
  return g_test_run ();
}
