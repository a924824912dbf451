/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report: a document for others to read. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-report.h"

static const EarOption options[] = {
  { "output", 'o', N_ ("FILE"), N_ ("Where to write it: a name that ends in .html, .odt or .csv"), EAR_OPTION_FILE, NULL },
  { "strategy", 's', N_ ("NAME"), N_ ("Only this strategy; without it, each one that a theme is mapped to"), EAR_OPTION_PLAIN, NULL },
  { "title", 't', N_ ("TITLE"), N_ ("What the document is called"), EAR_OPTION_PLAIN, NULL },
  { "organisation", 'O', N_ ("NAME"), N_ ("Whose report it is"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static gboolean
write_report (EarCli *cli, EarStore *store, EarReportFormat format, GError **error)
{
  const char *path = ear_cli_value (cli, "output");
  EarReportOptions report = { .title = ear_cli_value (cli, "title"), .organisation = ear_cli_value (cli, "organisation") };
  g_autoptr (EarDocument) document = NULL;
  EarId strategy;

  if (!ear_cli_refuse_workbook (store, path, error)
      || !ear_cli_find_option (cli, store, "strategy", EAR_KIND_STRATEGY, &strategy, &report.strategy, error))
    return FALSE;
  document = ear_report_build (store, &report, error);
  return document != NULL && ear_report_write (document, format, path, error);
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *path = ear_cli_value (cli, "output");
  g_autofree char *shown = path == NULL ? NULL : g_filename_display_name (path);
  g_autoptr (EarStore) store = NULL;
  EarReportFormat format;

  if (path == NULL)
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("Say where to write the report, with --output FILE."));
      return FALSE;
    }
  if (!ear_report_format_from_path (path, &format, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL || !write_report (cli, store, format, error))
    return FALSE;
  ear_output_say (_ ("Wrote “%s”. Its figures are exact: keep it inside your organisations."), shown);
  return TRUE;
}

const EarVerb ear_cli_report = {
  .name = "report",
  .arguments = "WORKBOOK",
  .summary = N_ ("Write who was heard, what matters and the evidence by priority as a document"),
  .details = N_ ("Writes one document: who was heard, what matters by theme and by group, the evidence for each priority of the strategies "
                 "with the gaps, what was done about it and who was told, and the sources. The end of the file's name says whether it is a web page, a text document or a table. "
                 "Small numbers are not protected yet, so the report is internal and says so.\n"
                 "A file that is there already is replaced."),
  .example = "-o what-we-heard.odt --strategy set-mental-health-2023 coordinator.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .run = run,
};
