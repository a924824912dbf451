/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hand-kept grammar refuses exactly what the published schema refuses, on a corpus of small changes of valid bundles:
 * elements and attributes dropped, repeated, swapped, moved, renamed; values at the edge of what they may be; blanks,
 * comments and namespaces where none stood. What no grammar can say is told apart by rule (mutant-rules.c), and the reader
 * must refuse exactly that beside. GLib prints the seed; --seed repeats a corpus. */
#include "grammar-judge.h"
#include "mutants.h"

#define N_UNCHANGED 40
#define N_CHANGED 700

static gboolean
take_bundle (EarStore *store, const char *text, GError **error)
{
  g_auto (EarMergeResult) result = { 0 };

  return world_merge_bytes (store, text, -1, &result, error);
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
      const char *what = mutant_change (bundle);

      if (g_test_rand_int_range (0, 5) == 0)
        what = mutant_change (bundle);
      judge_add_unknown (what, mutant_write (bundle), (JudgeBeyondFunc) mutant_is_beyond_grammar, bundle,
                         (GDestroyNotify) mutant_free);
      bundle = NULL;
    }
  judge_all ("bundle.rnc", take_bundle);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/mutations/unchanged", test_unchanged);
  g_test_add_func ("/exchange/mutations/changed", test_changed);
  return g_test_run ();
}
