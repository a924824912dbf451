/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report: a document for others to read. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-store-columns.h"

static const EarOption options[] = {
  { "output", 'o', N_ ("FILE"), N_ ("Where to write it: a name that ends in .html, .pdf, .odt, .xml or .csv, or in -csv for a folder of tables"), EAR_OPTION_FILE, NULL },
  EAR_CLI_REPORT_SUBJECT,
  { "section", 0, N_ ("SECTION"), N_ ("This section, and those given beside it, in this order; without it, as the workbook keeps them"),
    EAR_OPTION_REPEATABLE, NULL },
  { "without", 0, N_ ("SECTION"), N_ ("All but this section"), EAR_OPTION_REPEATABLE, NULL },
  { "text", 0, N_ ("SECTION=TEXT"), N_ ("What is written at the beginning of a section; the workbook keeps it for the next report of this kind"),
    EAR_OPTION_REPEATABLE, NULL },
  { "logo", 0, N_ ("FILE"), N_ ("A PNG or SVG picture for the first page, which the workbook keeps; “none” takes it away"), EAR_OPTION_FILE, NULL },
  { "title", 't', N_ ("TITLE"), N_ ("What the document is called"), EAR_OPTION_PLAIN, NULL },
  { "organisation", 'O', N_ ("NAME"), N_ ("Whose report it is"), EAR_OPTION_PLAIN, NULL },
  { "protect", 0, N_ ("RULES"), N_ ("How small numbers are protected: nhs, friends-and-family, research, midpoint-6 or internal; nhs without it"),
    EAR_OPTION_PLAIN, NULL },
  { "facts", 0, NULL, N_ ("Write nothing: print how many voices, conversations, sections and quotations it would have, and how many quotations wait for a decision"),
    EAR_OPTION_PLAIN, NULL },
  { "publish", 0, N_ ("TITLE"), N_ ("Keep it as a published edition, with which later ones are compared"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

/* Exact figures, for whoever makes the report. */
static const EarColumn fact_columns[] = {
  { "voices", N_ ("Voices"), EAR_CELL_NUMBER },
  { "conversations", N_ ("Conversations"), EAR_CELL_NUMBER },
  { "sections", N_ ("Sections"), EAR_CELL_NUMBER },
  { "quotations", N_ ("Quotations"), EAR_CELL_NUMBER },
  { "waiting", N_ ("Waiting for a decision"), EAR_CELL_NUMBER },
};

static const char *const *
list_values (EarCli *cli, const char *option)
{
  static const char *const none[] = { NULL };
  const char *const *values = ear_cli_values (cli, option);

  return values == NULL ? none : values;
}

static gboolean
find_section (EarReportTemplate kind, const GPtrArray *layout, const char *name, EarReportPart **part, GError **error)
{
  g_autofree char *list = ear_report_section_list (kind);
  EarReportSection section;

  *part = ear_report_section_from_name (name, &section) ? ear_report_layout_find (layout, section) : NULL;
  if (*part == NULL)
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("A report of the kind “%s” has no section “%s”. It has: %s."),
                 ear_report_template_name (kind), name, list);
  return *part != NULL;
}

/* The sections that were named come first, in the order in which they were, and no other is in the report. */
static gboolean
choose_sections (EarCli *cli, EarReportTemplate kind, GPtrArray *layout, GError **error)
{
  const char *const *named = list_values (cli, "section"), *const *without = list_values (cli, "without");
  EarReportPart *part;
  guint at = 0;

  for (guint i = 0; named[0] != NULL && i < layout->len; i++)
    ((EarReportPart *) layout->pdata[i])->chosen = FALSE;
  for (; *named != NULL; named++)
    {
      guint from;

      if (!find_section (kind, layout, *named, &part, error))
        return FALSE;
      if (part->chosen || !g_ptr_array_find (layout, part, &from))
        continue;
      part->chosen = TRUE;
      for (; from > at; from--)
        layout->pdata[from] = layout->pdata[from - 1];
      layout->pdata[at++] = part;
    }
  for (; *without != NULL; without++)
    {
      if (!find_section (kind, layout, *without, &part, error))
        return FALSE;
      part->chosen = FALSE;
    }
  return TRUE;
}

static gboolean
keep_texts (EarCli *cli, EarStore *store, EarReportTemplate kind, GPtrArray *layout, GError **error)
{
  const char *const *texts = list_values (cli, "text");

  if (*texts == NULL)
    return TRUE;
  for (; *texts != NULL; texts++)
    {
      const char *equals = strchr (*texts, '=');
      g_autofree char *name = equals == NULL ? NULL : g_strndup (*texts, (gsize) (equals - *texts));
      EarReportPart *part;

      if (equals == NULL)
        {
          g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("Give a text as SECTION=TEXT, such as --text \"heard=We went to …\"."));
          return FALSE;
        }
      if (!find_section (kind, layout, name, &part, error) || !ear_report_layout_set_text (part, equals + 1, error))
        return FALSE;
    }
  return ear_report_layout_keep (store, kind, layout, error);
}

static gboolean
keep_logo (EarCli *cli, EarStore *store, GError **error)
{
  const char *path = ear_cli_value (cli, "logo");
  g_autoptr (GBytes) picture = NULL;
  g_autofree char *contents = NULL;
  gsize size;

  if (path == NULL || g_str_equal (path, "none"))
    return path == NULL || ear_report_logo_keep (store, NULL, error);
  if (!g_file_get_contents (path, &contents, &size, error))
    return FALSE;
  picture = g_bytes_new_take (g_steal_pointer (&contents), size);
  return ear_report_logo_keep (store, picture, error);
}

/* What is kept in the workbook stands as soon as it is said; what this report alone is to have is laid over it. */
static GPtrArray *
prepare (EarCli *cli, EarStore *store, EarReportTemplate kind, GError **error)
{
  g_autoptr (GPtrArray) layout = ear_report_layout_load (store, kind, error);

  if (layout == NULL || !keep_texts (cli, store, kind, layout, error) || !keep_logo (cli, store, error)
      || !choose_sections (cli, kind, layout, error))
    return NULL;
  return g_steal_pointer (&layout);
}

static gboolean
print_facts (EarCli *cli, EarStore *store, EarReportOptions *report, GError **error)
{
  g_autoptr (GPtrArray) layout = ear_report_layout_load (store, report->kind, error);
  g_autoptr (EarReportFacts) facts = NULL;
  g_autoptr (EarOutput) output = NULL;

  if (layout == NULL || !choose_sections (cli, report->kind, layout, error))
    return FALSE;
  report->layout = layout;
  facts = ear_report_facts_load (store, report, error);
  if (facts == NULL)
    return FALSE;
  output = ear_output_new (cli->format, fact_columns, G_N_ELEMENTS (fact_columns));
  ear_output_number (output, facts->all.contributions);
  ear_output_number (output, facts->all.sessions);
  ear_output_number (output, facts->n_sections);
  ear_output_number (output, facts->n_quotations);
  ear_output_number (output, facts->n_waiting);
  ear_output_print (output);
  return TRUE;
}

static gboolean
write_report (EarCli *cli, EarStore *store, const EarReportOptions *wanted, EarReportFormat format, GError **error)
{
  const char *path = ear_cli_value (cli, "output");
  EarReportOptions report = *wanted;
  g_autoptr (EarDocument) document = NULL;
  g_autoptr (GPtrArray) layout = NULL;

  report.title = ear_cli_value (cli, "title");
  report.organisation = ear_cli_value (cli, "organisation");
  report.publish = ear_cli_value (cli, "publish");
  if (!ear_cli_refuse_workbook (store, path, error))
    return FALSE;
  /* An edition is kept only if its file is there. */
  if (!ear_store_keep_columns (store, error) || !ear_store_begin (store, error))
    return FALSE;
  report.layout = layout = prepare (cli, store, report.kind, error);
  document = layout == NULL ? NULL : ear_report_build (store, &report, error);
  if (document == NULL || !ear_report_write (document, format, path, error))
    {
      ear_store_rollback (store);
      return FALSE;
    }
  for (const char *const *warning = ear_document_get_warnings (document); *warning != NULL; warning++)
    ear_output_say (_ ("Not protected: %s"), *warning);
  for (const char *const *note = ear_document_get_notes (document); *note != NULL; note++)
    ear_output_say (_ ("Look at this before you hand it out: %s"), *note);
  return ear_store_commit (store, error);
}

/* What only a report that is written has. */
static gboolean
check_facts (EarCli *cli, GError **error)
{
  static const char *const of_writing[] = { "output", "text", "logo", "title", "organisation", "publish" };

  for (gsize i = 0; i < G_N_ELEMENTS (of_writing); i++)
    {
      if (!ear_cli_has (cli, of_writing[i]))
        continue;
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("With --facts nothing is written or kept, so leave out --%s."), of_writing[i]);
      return FALSE;
    }
  return TRUE;
}

/* The format is that of the file; with --facts there is none. */
static gboolean
check_output (EarCli *cli, EarReportFormat *format, GError **error)
{
  const char *path = ear_cli_value (cli, "output");

  if (ear_cli_has (cli, "facts"))
    return check_facts (cli, error);
  if (ear_cli_has (cli, "format"))
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("The end of the file's name says what kind of file it is; --format is for --facts."));
  else if (path == NULL)
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("Say where to write the report, with --output FILE."));
  else
    return ear_report_format_from_path (path, format, error);
  return FALSE;
}

static void
say_written (const char *path, gboolean internal)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (internal)
    ear_output_say (_ ("Wrote “%s”. Its figures are exact: keep it inside your organisations."), shown);
  else
    ear_output_say (_ ("Wrote “%s”. Its small numbers are protected; the last page says how."), shown);
}

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = NULL;
  EarReportFormat format;
  EarCliSubject subject;

  if (!check_output (cli, &format, error) || !ear_cli_read_subject (cli, &subject, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL || !ear_cli_find_subject (cli, store, &subject, error))
    return FALSE;
  if (ear_cli_has (cli, "facts"))
    return print_facts (cli, store, &subject.options, error);
  if (!write_report (cli, store, &subject.options, format, error))
    return FALSE;
  say_written (ear_cli_value (cli, "output"), ear_preset_is_internal (&subject.preset));
  return TRUE;
}

const EarVerb ear_cli_report = {
  .name = "report",
  .arguments = "WORKBOOK",
  .summary = N_ ("Write who was heard, what matters and the evidence by priority as a document"),
  .details = N_ ("Writes one document. The end of the file's name says whether it is a web page, a PDF, a text document, XML for other programs or a "
                 "table; a name that ends in -csv makes a folder with one table a file and a data dictionary. The figures are the same in "
                 "each. Its kind says what is in it: annual (who was heard, what matters, by group, by priority, place by place, what was "
                 "done, whose voice is missing), strategy (the evidence for one), group, place, or plain (a summary in plain words).\n"
                 "Sections can be chosen and put in order with --section, or left out with --without: glance, heard, matters, groups, feelings, "
                 "evidence, places, quotations, answers, gaps, method; in plain: did, told, done, missing, safe. What --text says stands at the "
                 "beginning of its section, is kept in the workbook, and is there next year; an empty one takes it away. It is your own text: "
                 "nothing in it is protected.\n"
                 "Small numbers are protected, by --protect, in all its tables and charts together and with the editions published before; its last "
                 "page says how, and what an audit found. A preset can be changed: nhs:hide=9,round=10,zero=hide,totals=sum. With internal "
                 "figures are exact, and the report says that it is not for publishing.\n"
                 "--facts says beforehand what would be in it, in exact figures for those who make it; “quotes” with the same options lists "
                 "the quotations, and decides about those that wait.\n"
                 "What is written with --publish is kept, so that the difference of two editions gives nobody away (“editions”).\n"
                 "A file, or a folder of tables, that is there already is replaced."),
  .example = "-o for-the-board.pdf --template strategy --strategy set-mental-health-2023 coordinator.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .lists = TRUE,
  .run = run,
};
