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
  { "protect", 'p', N_ ("RULES"), N_ ("How small numbers are protected: nhs, friends-and-family, research, midpoint-6 or internal; nhs without it"),
    EAR_OPTION_PLAIN, NULL },
  { "publish", 0, N_ ("TITLE"), N_ ("Keep it as a published edition, with which later ones are compared"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static gboolean
write_report (EarCli *cli, EarStore *store, EarReportFormat format, const EarPreset *preset, GError **error)
{
  const char *path = ear_cli_value (cli, "output");
  EarReportOptions report = { .title = ear_cli_value (cli, "title"),
                              .organisation = ear_cli_value (cli, "organisation"),
                              .protect = preset,
                              .publish = ear_cli_value (cli, "publish"),
                              .cancellable = cli->cancellable };
  g_autoptr (EarDocument) document = NULL;
  EarId strategy;

  if (!ear_cli_refuse_workbook (store, path, error)
      || !ear_cli_find_option (cli, store, "strategy", EAR_KIND_STRATEGY, &strategy, &report.strategy, error))
    return FALSE;
  /* An edition is kept only if its file is there. */
  if (!ear_store_begin (store, error))
    return FALSE;
  document = ear_report_build (store, &report, error);
  if (document == NULL || !ear_report_write (document, format, path, error))
    {
      ear_store_rollback (store);
      return FALSE;
    }
  for (const char *const *warning = ear_document_get_warnings (document); *warning != NULL; warning++)
    ear_output_say (_ ("Not protected: %s"), *warning);
  return ear_store_commit (store, error);
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *path = ear_cli_value (cli, "output");
  g_autofree char *shown = path == NULL ? NULL : g_filename_display_name (path);
  g_autoptr (EarStore) store = NULL;
  const char *protect = ear_cli_value (cli, "protect");
  EarReportFormat format;
  EarPreset preset;

  if (path == NULL)
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("Say where to write the report, with --output FILE."));
      return FALSE;
    }
  if (!ear_report_format_from_path (path, &format, error) || !ear_cli_read_preset (protect == NULL ? "nhs" : protect, &preset, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL || !write_report (cli, store, format, &preset, error))
    return FALSE;
  if (ear_preset_is_internal (&preset))
    ear_output_say (_ ("Wrote “%s”. Its figures are exact: keep it inside your organisations."), shown);
  else
    ear_output_say (_ ("Wrote “%s”. Its small numbers are protected; the last page says how."), shown);
  return TRUE;
}

const EarVerb ear_cli_report = {
  .name = "report",
  .arguments = "WORKBOOK",
  .summary = N_ ("Write who was heard, what matters and the evidence by priority as a document"),
  .details = N_ ("Writes one document: who was heard, what matters by theme and by group, the evidence for each priority of the strategies "
                 "with the gaps, what was done about it and who was told, and the sources. The end of the file's name says whether it is a web page, a text document or a table. "
                 "Small numbers are protected, by --protect, in all its tables together and with the editions published before; its last page "
                 "says how, and what an audit found. A preset can be changed: nhs:hide=9,round=10,zero=hide,totals=sum. With internal "
                 "figures are exact, and the report says that it is not for publishing.\n"
                 "What is written with --publish is kept, so that the difference of two editions gives nobody away (“editions”).\n"
                 "A file that is there already is replaced."),
  .example = "-o what-we-heard.odt --strategy set-mental-health-2023 coordinator.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .run = run,
};
