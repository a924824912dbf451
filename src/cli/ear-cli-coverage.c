/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coverage: who was heard, against targets, and setting those. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-coverage.h"
#include "ear-target-work.h"

static const char *const actions[] = { "targets", "grid", "missing", "shares", "pairs", "set", "unset", NULL };

static const EarOption options[] = {
  { "group", 0, N_ ("NAME"), N_ ("Whom to hear"), EAR_OPTION_PLAIN, NULL },
  { "place", 0, N_ ("NAME"), N_ ("Where"), EAR_OPTION_PLAIN, NULL },
  { "from", 0, N_ ("DAY"), N_ ("The first day of a target, or the first that is looked at"), EAR_OPTION_PLAIN, NULL },
  { "until", 0, N_ ("DAY"), N_ ("The last day of a target, or the last that is looked at"), EAR_OPTION_PLAIN, NULL },
  { "voices", 0, N_ ("NUMBER"), N_ ("How many voices are wanted"), EAR_OPTION_PLAIN, NULL },
  { "sessions", 0, N_ ("NUMBER"), N_ ("In how many sessions at least"), EAR_OPTION_PLAIN, NULL },
  { "reason", 'r', N_ ("TEXT"), N_ ("Why so many"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static const EarColumn target_columns[] = {
  { "id", NULL, EAR_CELL_TEXT },
  { "group", N_ ("Group"), EAR_CELL_TEXT },
  { "place", N_ ("Place"), EAR_CELL_TEXT },
  { "from", N_ ("From"), EAR_CELL_TEXT },
  { "until", N_ ("Until"), EAR_CELL_TEXT },
  { "heard", N_ ("Voices"), EAR_CELL_NUMBER },
  { "wanted", N_ ("Wanted"), EAR_CELL_NUMBER },
  { "reached", N_ ("Reached"), EAR_CELL_TEXT },
  { "sessions", NULL, EAR_CELL_NUMBER },
  { "sessions_wanted", NULL, EAR_CELL_NUMBER },
  { "sessions_needed", N_ ("Sessions needed"), EAR_CELL_NUMBER },
  { "reason", NULL, EAR_CELL_TEXT },
  { "protection", NULL, EAR_CELL_TEXT },
};

static const EarColumn grid_columns[] = {
  { "group", N_ ("Group"), EAR_CELL_TEXT },   { "place", N_ ("Place"), EAR_CELL_TEXT },
  { "heard", N_ ("Voices"), EAR_CELL_NUMBER }, { "wanted", N_ ("Wanted"), EAR_CELL_NUMBER },
  { "reached", N_ ("Reached"), EAR_CELL_TEXT }, { "protection", NULL, EAR_CELL_TEXT },
};

static const EarColumn missing_columns[] = { { "who", N_ ("Not yet heard"), EAR_CELL_TEXT } };

static const EarColumn share_columns[] = {
  { "place", N_ ("Place"), EAR_CELL_TEXT },
  { "heard", N_ ("Voices"), EAR_CELL_NUMBER },
  { "heard_percent", N_ ("% of voices"), EAR_CELL_NUMBER },
  { "population", N_ ("People"), EAR_CELL_NUMBER },
  { "population_percent", N_ ("% of people"), EAR_CELL_NUMBER },
  { "source", NULL, EAR_CELL_TEXT },
  { "protection", NULL, EAR_CELL_TEXT },
};

static const EarColumn pair_columns[] = {
  { "one", N_ ("Group"), EAR_CELL_TEXT },
  { "other", N_ ("Group"), EAR_CELL_TEXT },
  { "expected", N_ ("Voices to be expected"), EAR_CELL_NUMBER },
};

/* As in summary: figures are exact, and each row says so. */
#define PROTECTION "none"

static void
add_targets (EarOutput *output, const EarCoverage *coverage)
{
  for (guint i = 0; i < coverage->targets->len; i++)
    {
      const EarTargetRow *target = g_ptr_array_index (coverage->targets, i);

      ear_output_id (output, &target->id);
      ear_output_text (output, target->group_name);
      ear_output_text (output, target->place_name);
      ear_output_text (output, target->from);
      ear_output_text (output, target->until);
      ear_output_number (output, target->heard.contributions);
      ear_output_number (output, target->voices);
      ear_output_text (output, ear_reached_word (target->reached));
      ear_output_number (output, target->heard.sessions);
      ear_output_number (output, target->sessions);
      ear_output_number (output, target->sessions_needed);
      ear_output_text (output, target->reason);
      ear_output_text (output, PROTECTION);
    }
}

static void
add_grid (EarOutput *output, const EarCoverage *coverage)
{
  for (guint r = 0; r < coverage->heard->rows->len; r++)
    {
      for (guint c = 0; c < coverage->heard->columns->len; c++)
        {
          const EarCoverageCell *cell = &coverage->cells[r * coverage->heard->columns->len + c];
          const EarTargetRow *target = cell->target < 0 ? NULL : g_ptr_array_index (coverage->targets, cell->target);

          if (cell->heard.contributions == 0 && target == NULL)
            continue;
          ear_output_text (output, ((EarHeading *) g_ptr_array_index (coverage->heard->rows, r))->label);
          ear_output_text (output, ((EarHeading *) g_ptr_array_index (coverage->heard->columns, c))->label);
          ear_output_number (output, cell->heard.contributions);
          ear_output_number (output, target == NULL ? -1 : (gint64) target->voices);
          ear_output_text (output, target == NULL ? NULL : ear_reached_word (target->reached));
          ear_output_text (output, PROTECTION);
        }
    }
}

static void
add_missing (EarOutput *output, const EarCoverage *coverage)
{
  g_autoptr (GPtrArray) list = ear_coverage_not_heard (coverage);

  for (guint i = 0; i < list->len; i++)
    ear_output_text (output, ((EarNotHeard *) g_ptr_array_index (list, i))->text);
}

static gint64
percent (double part, double all)
{
  return all == 0 ? 0 : (gint64) (part * 100 / all + 0.5);
}

static void
add_shares (EarOutput *output, const EarCoverage *coverage)
{
  for (guint i = 0; i < coverage->shares->len; i++)
    {
      const EarPlaceShare *share = g_ptr_array_index (coverage->shares, i);

      ear_output_text (output, share->place->label);
      ear_output_number (output, share->heard.contributions);
      ear_output_number (output, percent (share->heard.contributions, share->all_voices));
      ear_output_number (output, share->population);
      ear_output_number (output, percent ((double) share->population, (double) share->all_people));
      ear_output_text (output, share->source);
      ear_output_text (output, PROTECTION);
    }
}

static void
add_pairs (EarOutput *output, const EarCoverage *coverage)
{
  for (guint i = 0; i < coverage->pairs->len; i++)
    {
      const EarEmptyPair *pair = g_ptr_array_index (coverage->pairs, i);

      ear_output_text (output, pair->one->label);
      ear_output_text (output, pair->other->label);
      ear_output_number (output, (gint64) (pair->expected + 0.5));
    }
}

static const struct
{
  const char *action;
  const EarColumn *columns;
  guint n_columns;
  void (*add) (EarOutput *output, const EarCoverage *coverage);
} lists[] = {
  { "targets", target_columns, G_N_ELEMENTS (target_columns), add_targets },
  { "grid", grid_columns, G_N_ELEMENTS (grid_columns), add_grid },
  { "missing", missing_columns, G_N_ELEMENTS (missing_columns), add_missing },
  { "shares", share_columns, G_N_ELEMENTS (share_columns), add_shares },
  { "pairs", pair_columns, G_N_ELEMENTS (pair_columns), add_pairs },
};

static gboolean
list (EarCli *cli, EarStore *store, const char *action, GError **error)
{
  g_autofree char *from = NULL, *until = NULL;
  g_autoptr (EarCoverage) coverage = NULL;

  if (!ear_cli_read_day (cli, "from", FALSE, &from, error) || !ear_cli_read_day (cli, "until", TRUE, &until, error))
    return FALSE;
  coverage = ear_coverage_load (store, from, until, error);
  for (gsize i = 0; coverage != NULL && i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (EarOutput) output = NULL;

      if (!g_str_equal (lists[i].action, action))
        continue;
      output = ear_output_new (cli->format, lists[i].columns, lists[i].n_columns);
      lists[i].add (output, coverage);
      if (cli->format == EAR_FORMAT_TEXT)
        ear_output_say ("%s", _ ("Internal: exact figures. Small numbers are not protected, so do not publish them."));
      ear_output_print (output);
    }
  return coverage != NULL;
}

static gboolean
set (EarCli *cli, EarStore *store, GError **error)
{
  EarTargetEdit edit = { .reason = ear_cli_value (cli, "reason") };
  g_autofree char *from = NULL, *until = NULL;
  EarId group, place;

  if (!ear_cli_read_day (cli, "from", FALSE, &from, error) || !ear_cli_read_day (cli, "until", TRUE, &until, error))
    return FALSE;
  edit.from = from;
  edit.until = until;
  return ear_cli_number (cli, "voices", G_MAXINT32, &edit.voices, error)
         && ear_cli_number (cli, "sessions", G_MAXINT32, &edit.sessions, error)
         && ear_cli_find_option (cli, store, "group", EAR_KIND_GROUP, &group, &edit.group, error)
         && ear_cli_find_option (cli, store, "place", EAR_KIND_PLACE, &place, &edit.place, error)
         && ear_target_set (store, &edit, NULL, error);
}

static gboolean
unset (EarCli *cli, EarStore *store, GError **error)
{
  EarId id;

  return ear_cli_find (store, EAR_KIND_TARGET, ear_cli_argument (cli, 2), &id, error) && ear_target_unset (store, &id, error);
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *action = ear_cli_argument (cli, 1) == NULL ? actions[0] : ear_cli_argument (cli, 1);
  gboolean takes_id = g_str_equal (action, "unset");
  g_autoptr (EarStore) store = NULL;

  if (!g_strv_contains (actions, action) || takes_id != (ear_cli_argument (cli, 2) != NULL))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                           takes_id ? _ ("Name the target by its id: “coverage WORKBOOK targets --format csv” shows it.")
                                    : _ ("Coverage is shown as targets, grid, missing, shares or pairs; a target is set or unset."));
      return FALSE;
    }
  store = ear_cli_open (cli, error);
  if (store == NULL)
    return FALSE;
  if (g_str_equal (action, "set"))
    return set (cli, store, error);
  return takes_id ? unset (cli, store, error) : list (cli, store, action, error);
}

const EarVerb ear_cli_coverage = {
  .name = "coverage",
  .arguments = "WORKBOOK [ACTION] [TARGET]",
  .summary = N_ ("Show who was heard, and set whom to hear"),
  .details = N_ ("“targets” shows what was set, how much of it is reached, and how many sessions it still needs. “grid” shows voices by group "
                 "and place beside their targets; “missing” whom nobody has heard yet; “shares” how many of the voices come from a place beside "
                 "how many of the people live there; “pairs” groups that were both heard, but nobody who is in both. --from and --until "
                 "limit the days that are looked at.\n"
                 "“set” wants --voices of a --group, at a --place, in a period, or any of these; the same group, place and period once more "
                 "changes the numbers. “unset TARGET” takes a target away. Targets travel with the lists that partners get.\n"
                 "The figures are exact and not protected, and so for internal use."),
  .example = "our.earshot set --group \"African men\" --place Basildon --voices 20 --from 2026-04-01 --until 2027-03-31",
  .options = options,
  .words = actions,
  .least = 1,
  .most = 3,
  .lists = TRUE,
  .run = run,
};
