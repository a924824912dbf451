/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-program.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#define DAY_MS 86400000

/* What programs are about: everything, who is with which group, and what readers of parts hear of what may be done with voices. */
enum
{
  FOR_ALL,
  FOR_GROUPS,
  FOR_CONSENT,
  N_PURPOSES
};

static const struct
{
  const char *name;
  guint weights[N_PURPOSES]; /* of a hundred */
} doings[EAR_N_DOINGS] = {
  [EAR_DO_ADD] = { "adds", { 9, 10, 14 } },
  [EAR_DO_EDIT] = { "edits", { 11, 3, 0 } },
  [EAR_DO_CLEAR] = { "clears", { 2, 0, 0 } },
  [EAR_DO_DELETE] = { "deletes", { 4, 4, 4 } },
  [EAR_DO_RESTORE] = { "restores", { 3, 3, 3 } },
  [EAR_DO_ERASE] = { "erases", { 2, 1, 0 } },
  [EAR_DO_CODE] = { "codes", { 4, 0, 0 } },
  [EAR_DO_SEAT] = { "seats", { 5, 8, 4 } },
  [EAR_DO_SPEAK] = { "gives a voice", { 4, 8, 6 } },
  [EAR_DO_BELONG] = { "groups", { 8, 16, 20 } },
  [EAR_DO_REGROUP] = { "moves a group", { 0, 4, 12 } },
  [EAR_DO_PERMIT] = { "permits", { 0, 7, 17 } },
  [EAR_DO_MOVE] = { "moves", { 4, 0, 0 } },
  [EAR_DO_JOIN] = { "joins", { 2, 0, 0 } },
  [EAR_DO_SPLIT] = { "splits", { 2, 0, 0 } },
  [EAR_DO_DECIDE] = { "decides", { 4, 4, 2 } },
  [EAR_DO_OPEN] = { "opens", { 3, 0, 0 } },
  [EAR_DO_SAVE] = { "saves", { 3, 0, 0 } },
  [EAR_DO_SEND] = { "sends", { 6, 6, 4 } },
  [EAR_DO_SEND_CODEBOOK] = { "sends the codebook", { 2, 1, 0 } },
  [EAR_DO_SEND_SESSION] = { "sends a session", { 3, 0, 0 } },
  [EAR_DO_SEND_GROUP] = { "sends a group", { 6, 12, 8 } },
  [EAR_DO_RECEIVE] = { "receives", { 10, 12, 5 } },
  [EAR_DO_CLOCK] = { "sets the clock of", { 3, 1, 1 } },
};

static guint
pick (GRand *rand, guint below)
{
  return (guint) g_rand_int_range (rand, 0, (gint32) below);
}

/* Mostly small, so that the same few records meet again and again, and the latest bundle more often than an old one. */
static guint
pick_low (GRand *rand, guint below)
{
  return MIN (pick (rand, below), pick (rand, below));
}

static EarDoing
pick_doing (GRand *rand, guint purpose)
{
  guint at = pick (rand, 100);
  guint what = 0;

  for (; at >= doings[what].weights[purpose]; what++)
    at -= doings[what].weights[purpose];
  return (EarDoing) what;
}

static void
add_random (EarProgram *program, GRand *rand, guint purpose)
{
  /* What readers hear has to do with what one laptop did long before. */
  EarDeed deed = { .what = pick_doing (rand, purpose),
                   .laptop = purpose == FOR_CONSENT ? pick_low (rand, program->n_laptops) : pick (rand, program->n_laptops) };

  deed.record = pick_low (rand, 64);
  deed.other = pick_low (rand, 64);
  deed.field = pick (rand, 8);
  deed.word = program->steps->len;
  deed.number = deed.what == EAR_DO_CLOCK ? g_rand_int_range (rand, -2 * DAY_MS, 2 * DAY_MS) : (gint32) pick_low (rand, 12);
  /* Mostly at once; now and then hours go by. */
  deed.later = pick (rand, 8) == 0 ? pick (rand, DAY_MS / 2) : pick (rand, 3);
  g_array_append_val (program->steps, deed);
  /* A bundle that somebody merges at once makes chains of edits, each of which saw the one before. */
  if (deed.what == EAR_DO_SEND_SESSION || deed.what == EAR_DO_SEND_GROUP
      || ((deed.what == EAR_DO_SEND || deed.what == EAR_DO_SEND_CODEBOOK) && pick (rand, 2) == 0))
    {
      deed.what = EAR_DO_RECEIVE;
      deed.laptop = pick (rand, program->n_laptops);
      deed.number = 0;
      g_array_append_val (program->steps, deed);
    }
}

static EarProgram *
program_new (guint32 seed, guint n_laptops)
{
  EarProgram *program = g_new0 (EarProgram, 1);

  program->seed = seed;
  program->n_laptops = n_laptops;
  program->steps = g_array_new (FALSE, FALSE, sizeof (EarDeed));
  return program;
}

EarProgram *
ear_program_random (guint32 seed, guint n_steps)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  EarProgram *program = program_new (seed, 2 + pick_low (rand, EAR_PROGRAM_MAX_LAPTOPS - 1));
  guint purpose = pick (rand, N_PURPOSES);

  /* Fewer laptops do more on each, and with what they have; what readers hear takes a long story. */
  if (purpose == FOR_CONSENT)
    {
      program->n_laptops = 2;
      n_steps *= 2;
    }
  while (program->steps->len < n_steps)
    add_random (program, rand, purpose);
  return program;
}

void
ear_program_free (EarProgram *program)
{
  if (program == NULL)
    return;
  g_array_unref (program->steps);
  g_free (program);
}

char *
ear_program_describe (const EarProgram *program)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "  %u laptops, seed %u\n", program->n_laptops, program->seed);
  for (guint i = 0; i < program->steps->len; i++)
    {
      const EarDeed *deed = &g_array_index (program->steps, EarDeed, i);

      g_string_append_printf (text, "  %u: laptop %u %s (record %u, other %u, field %u, word %u, number %d) after %u ms\n", i,
                              deed->laptop, doings[deed->what].name, deed->record, deed->other, deed->field, deed->word,
                              deed->number, deed->later);
    }
  return g_string_free (text, FALSE);
}

static EarProgram *
program_without (const EarProgram *program, guint at, guint n)
{
  EarProgram *fewer = program_new (program->seed, program->n_laptops);

  g_array_append_vals (fewer->steps, program->steps->data, at);
  if (at + n < program->steps->len)
    g_array_append_vals (fewer->steps, &g_array_index (program->steps, EarDeed, at + n), program->steps->len - at - n);
  return fewer;
}

/* Leaves out every stretch of @n steps that it goes wrong without. Returns: whether it left out any. */
static gboolean
leave_out (EarProgram **least, guint n, EarProgramFunc run, gpointer data)
{
  gboolean any = FALSE;

  for (guint at = 0; at < (*least)->steps->len;)
    {
      g_autoptr (EarProgram) fewer = program_without (*least, at, n);
      g_autofree char *wrong = run (fewer, data);

      if (wrong == NULL)
        {
          at += n;
          continue;
        }
      ear_program_free (*least);
      *least = g_steal_pointer (&fewer);
      any = TRUE;
    }
  return any;
}

/* Fewer laptops, where those who are left do not matter. */
static void
leave_out_laptops (EarProgram *least, EarProgramFunc run, gpointer data)
{
  while (least->n_laptops > 2)
    {
      g_autofree char *wrong = NULL;

      least->n_laptops--;
      wrong = run (least, data);
      if (wrong != NULL)
        continue;
      least->n_laptops++;
      return;
    }
}

EarProgram *
ear_program_shrink (const EarProgram *program, EarProgramFunc run, gpointer data)
{
  EarProgram *least = program_without (program, program->steps->len, 0);
  gboolean any = TRUE;

  for (guint n = MAX (least->steps->len / 2, 1); any || n > 1; n = MAX (n / 2, 1))
    any = leave_out (&least, n, run, data);
  leave_out_laptops (least, run, data);
  while (leave_out (&least, 1, run, data))
    ;
  return least;
}

/* What is running now, for the signal handler: a crash cannot be shrunk, but it can be run again. */
static char running[64];

static void
tell_running_cb (int number)
{
  if (write (STDERR_FILENO, running, strlen (running)) < 0)
    _exit (2);
  signal (number, SIG_DFL);
  raise (number);
}

static void
watch (guint32 seed)
{
  static const int signals[] = { SIGABRT, SIGTRAP, SIGSEGV, SIGBUS };

  g_snprintf (running, sizeof running, "The program with seed %u ended the test.\n", seed);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    signal (signals[i], seed == 0 ? SIG_DFL : tell_running_cb);
}

static void
try_one (guint32 seed, guint n_steps, EarProgramFunc run, gpointer data)
{
  g_autoptr (EarProgram) program = ear_program_random (seed, n_steps);
  g_autoptr (EarProgram) least = NULL;
  g_autofree char *wrong = run (program, data);
  g_autofree char *still = NULL;
  g_autofree char *text = NULL;

  if (wrong == NULL)
    return;
  /* Making it smaller takes long, and may be cut off. */
  g_printerr ("Program with seed %u: %s.\n", seed, wrong);
  least = ear_program_shrink (program, run, data);
  still = run (least, data);
  text = ear_program_describe (least);
  watch (0);
  /* On lines of its own, which a log of TAP keeps as they are. */
  g_printerr ("%s", text);
  g_error ("Program with seed %u: %s. The smallest that goes wrong, above: %s", seed, wrong, still);
}

/* EARSHOT_PROGRAM_SEED runs one program alone, EARSHOT_PROGRAMS another number of them. */
void
ear_program_try (guint n, guint n_steps, EarProgramFunc run, gpointer data)
{
  const char *seed = g_getenv ("EARSHOT_PROGRAM_SEED");
  const char *number = g_getenv ("EARSHOT_PROGRAMS");

  if (number != NULL)
    n = (guint) g_ascii_strtoull (number, NULL, 10);
  for (guint i = 0; i < (seed != NULL ? 1 : n); i++)
    {
      guint32 own = seed != NULL ? (guint32) g_ascii_strtoull (seed, NULL, 10) : (guint32) g_test_rand_int ();

      watch (own);
      try_one (own, n_steps, run, data);
    }
  watch (0);
}
