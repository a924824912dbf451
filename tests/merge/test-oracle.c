/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random programs on two to six laptops with real workbooks, held against an oracle that knows true causality (design,
 * “What may never break”, 1 to 4). GLib prints the seed of the whole run; a program that goes wrong prints its own and
 * is made as small as it can be. */
#include "ear-laptops.h"

/* As many as take a minute with sanitizers, other ones in each run; -m thorough and EARSHOT_PROGRAMS take thousands. */
#define N_PROGRAMS 100
#define N_STEPS 40

static char *
run (const EarProgram *program, gpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarLaptops) laptops = ear_laptops_new (program->n_laptops);
  char *wrong = ear_laptops_run (laptops, program);

  if (wrong == NULL)
    wrong = ear_laptops_settle (laptops, program->seed);
  return wrong != NULL ? wrong : ear_laptops_search (laptops);
}

static void
test_programs (void)
{
  const EarLaptopsTally *tally = &ear_laptops_tally;

  ear_program_try (g_test_thorough () ? 100 * N_PROGRAMS : N_PROGRAMS, N_STEPS, run, NULL);
  g_test_message ("%u programs: %u edits, %u merges, %u parts of a session, %u of a group, %u fields with rivals, %u records erased, %u with parents in a circle, %u permissions, of which %u times a reader had heard",
                  tally->programs, tally->edits, tally->merges, tally->parts, tally->group_parts, tally->conflicts, tally->erased, tally->cycles,
                  tally->permissions, tally->heard);
}

/* Shrinking finds what matters: here, that one laptop codes a voice after it was added there. */
static char *
dislike_codings (const EarProgram *program, gpointer data G_GNUC_UNUSED)
{
  gboolean added[EAR_PROGRAM_MAX_LAPTOPS] = { FALSE };

  for (guint i = 0; i < program->steps->len; i++)
    {
      const EarDeed *deed = &g_array_index (program->steps, EarDeed, i);

      if (deed->what == EAR_DO_CODE && added[deed->laptop])
        return g_strdup ("coded");
      if (deed->what == EAR_DO_ADD)
        added[deed->laptop] = TRUE;
    }
  return NULL;
}

static void
test_shrinking (void)
{
  g_autoptr (EarProgram) program = NULL;
  g_autoptr (EarProgram) least = NULL;
  g_autofree char *wrong = NULL;

  /* Some programs are mostly about something else. */
  for (guint32 seed = 1; wrong == NULL && seed <= 20; seed++)
    {
      g_clear_pointer (&program, ear_program_free);
      program = ear_program_random (seed, 200);
      wrong = dislike_codings (program, NULL);
    }
  g_assert_nonnull (wrong);
  least = ear_program_shrink (program, dislike_codings, NULL);
  g_assert_cmpuint (least->steps->len, ==, 2);
  g_assert_cmpint (g_array_index (least->steps, EarDeed, 0).what, ==, EAR_DO_ADD);
  g_assert_cmpint (g_array_index (least->steps, EarDeed, 1).what, ==, EAR_DO_CODE);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ear_laptops_init ();
  g_test_add_func ("/merge/oracle/shrinking", test_shrinking);
  g_test_add_func ("/merge/oracle/programs", test_programs);
  status = g_test_run ();
  ear_laptops_finish ();
  return status;
}
