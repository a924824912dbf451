/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import: rows of a spreadsheet become voices. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-exchange.h"

static const EarOption options[] = {
  { "map", 'm', N_ ("FIELD=COLUMN"), N_ ("Take a field from the column with this heading"), EAR_OPTION_REPEATABLE, NULL },
  { "organisation", 'O', N_ ("NAME"), N_ ("Who recorded it, made if it is not in the workbook; without it, the workbook’s own"), EAR_OPTION_PLAIN, NULL },
  { "coder", 0, N_ ("NAME"), N_ ("Who chose the themes in the file"), EAR_OPTION_PLAIN, NULL },
  { "only", 0, N_ ("PREFIX"), N_ ("Only rows whose ref begins so"), EAR_OPTION_REPEATABLE, NULL },
  { "except", 0, N_ ("PREFIX"), N_ ("All rows but those whose ref begins so"), EAR_OPTION_REPEATABLE, NULL },
  { NULL },
};

static const EarColumn columns[] = {
  { "rows", N_ ("Rows"), EAR_CELL_NUMBER },
  { "contributions", N_ ("Voices added"), EAR_CELL_NUMBER },
  { "sessions", N_ ("Sessions added"), EAR_CELL_NUMBER },
  { "known", N_ ("Here already"), EAR_CELL_NUMBER },
  { "windows_1252", NULL, EAR_CELL_FLAG },
  { "new_groups", NULL, EAR_CELL_TEXT },
  { "new_places", NULL, EAR_CELL_TEXT },
};

static char *
join (GStrv names)
{
  return names == NULL || *names == NULL ? NULL : g_strjoinv ("; ", names);
}

static void
print (EarCli *cli, const EarCsvResult *result)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
  g_autofree char *groups = join (result->new_groups);
  g_autofree char *places = join (result->new_places);

  ear_output_number (output, result->n_rows);
  ear_output_number (output, result->n_contributions);
  ear_output_number (output, result->n_sessions);
  ear_output_number (output, result->n_known);
  ear_output_flag (output, result->was_windows_1252);
  ear_output_text (output, groups);
  ear_output_text (output, places);
  ear_output_print (output);
  if (cli->format != EAR_FORMAT_TEXT)
    return;
  if (result->was_windows_1252)
    ear_output_say ("%s", _ ("The file is not UTF-8. It was read as Windows-1252; please look whether accents came out right."));
  if (groups != NULL)
    ear_output_say (_ ("Groups that were not in the workbook and were added: %s"), groups);
  if (places != NULL)
    ear_output_say (_ ("Places that were not in the workbook and were added: %s"), places);
}

static gboolean
check_options (EarCli *cli, GError **error)
{
  const char *const *map = ear_cli_values (cli, "map");

  if (ear_cli_has (cli, "only") && ear_cli_has (cli, "except"))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--only and --except cannot hold together; give one of them."));
      return FALSE;
    }
  for (guint i = 0; map != NULL && map[i] != NULL; i++)
    {
      if (strchr (map[i], '=') == NULL || *map[i] == '=')
        {
          g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--map takes FIELD=COLUMN, such as text=Comment, not “%s”."), map[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *const *except = ear_cli_values (cli, "except");
  EarCsvOptions csv = {
    .map = ear_cli_values (cli, "map"),
    .organisation = ear_cli_value (cli, "organisation"),
    .coder = ear_cli_value (cli, "coder"),
    .only = except != NULL ? except : ear_cli_values (cli, "only"),
    .except = except != NULL,
  };
  g_auto (EarCsvResult) result = { 0 };
  g_autoptr (EarStore) store = NULL;

  if (!check_options (cli, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL || !ear_csv_import (store, ear_cli_argument (cli, 1), &csv, &result, cli->cancellable, error))
    return FALSE;
  print (cli, &result);
  return TRUE;
}

const EarVerb ear_cli_import = {
  .name = "import",
  .arguments = "WORKBOOK FILE",
  .summary = N_ ("Take in a spreadsheet saved as CSV, a voice for each row"),
  .details = N_ ("Reads a CSV file whose first row names the columns. A column whose name is that of a field is taken as it; "
                 "with --map, only the columns that are named there are taken. The fields are ref, source, section, place, date, setting, group, feeling, text, original, "
                 "original-language, participant, permission, theme and session.\n"
                 "Rows with the same source, section, place, date, setting and session become one session; what has no source, section or session "
                 "is a session of its file. A row whose ref is in the "
                 "workbook already is left as it is, so that a file can be imported again after rows were added to it. The file is "
                 "taken whole or, with the line and the reason, not at all."),
  .example = "--map text=Comment --organisation \"Healthwatch Thurrock\" thurrock.earshot survey.csv",
  .options = options,
  .least = 2,
  .most = 2,
  .lists = TRUE,
  .run = run,
};
