/* SPDX-License-Identifier: GPL-3.0-or-later */
/* assembly: a Community Assembly as it happens, its record, and how one compares with the next. */
#include "ear-cli-assembly.h"

#include <glib/gi18n-lib.h>

#include "ear-assembly-record.h"
#include "ear-terms.h"

static const char *const words[] = { "list",    "show",    "compare", "new",    "item",   "reword", "move", "table",
                                     "say",     "support", "outcome", "action", "remove", "record", NULL };

static const EarOption options[] = {
  { "item", 'i', N_ ("NUMBER"), N_ ("Which item of the agenda, by its number or id"), EAR_OPTION_PLAIN, NULL },
  { "table", 'T', N_ ("NAME"), N_ ("Whose support it is, without it the whole room's; in remove, which table"), EAR_OPTION_PLAIN, NULL },
  { "nature", 0, N_ ("NATURE"), N_ ("With item: whether it is a question or a proposal"), EAR_OPTION_PLAIN, EAR_TERMS_AGENDA_NATURE },
  { "minutes", 0, N_ ("NUMBER"), N_ ("With item: minutes that are planned for it"), EAR_OPTION_PLAIN, NULL },
  { "to", 0, N_ ("NUMBER"), N_ ("With move: where it is to stand on the agenda"), EAR_OPTION_PLAIN, NULL },
  { "sector", 0, N_ ("SECTOR"), N_ ("With table: who sits there"), EAR_OPTION_PLAIN, EAR_TERMS_TABLE_SECTOR },
  { "people", 0, N_ ("NUMBER"), N_ ("With table: how many"), EAR_OPTION_PLAIN, NULL },
  { "group", 'g', N_ ("NAME"), N_ ("With table: a group they speak for"), EAR_OPTION_REPEATABLE, NULL },
  { "is-organisation", 0, NULL, N_ ("With table: it is an organisation that sits there"), EAR_OPTION_PLAIN, NULL },
  { "stance", 0, N_ ("STANCE"), N_ ("With say: as what it is kept, beside other inputs"), EAR_OPTION_PLAIN, EAR_TERMS_STANCE },
  { "permission", 0, N_ ("PERMISSION"), N_ ("With say: what may be done with the words"), EAR_OPTION_PLAIN, EAR_TERMS_PERMISSION },
  { "dots", 0, N_ ("NUMBER"), N_ ("With support: how many dots"), EAR_OPTION_PLAIN, NULL },
  { "for", 0, N_ ("NUMBER"), N_ ("With support: hands for it"), EAR_OPTION_PLAIN, NULL },
  { "against", 0, N_ ("NUMBER"), N_ ("With support: hands against it"), EAR_OPTION_PLAIN, NULL },
  { "unsure", 0, N_ ("NUMBER"), N_ ("With support: hands of who is not sure"), EAR_OPTION_PLAIN, NULL },
  { "fingers", 0, N_ ("NUMBERS"), N_ ("With support, fist to five: how many showed a fist, one finger … five, such as 0,1,2,5,4,3"),
    EAR_OPTION_PLAIN, NULL },
  { "decision", 0, N_ ("DECISION"), N_ ("With outcome: whether it was agreed"), EAR_OPTION_PLAIN, EAR_TERMS_DECISION },
  { "started", 0, N_ ("WHEN"), N_ ("With new: when it began; with support: when it was counted; YYYY-MM-DDThh:mm"), EAR_OPTION_PLAIN, NULL },
  { "place", 0, N_ ("NAME"), N_ ("With new: where it was"), EAR_OPTION_PLAIN, NULL },
  { "venue", 0, N_ ("VENUE"), N_ ("With new: the building or room"), EAR_OPTION_PLAIN, NULL },
  { "organisation", 'O', N_ ("NAME"), N_ ("With new: who held it; with record: whom to ask"), EAR_OPTION_PLAIN, NULL },
  { "output", 'o', N_ ("FILE"), N_ ("With record: where to write it, a name that ends in .html, .odt or .pdf"), EAR_OPTION_FILE, NULL },
  { "protect", 'p', N_ ("RULES"), N_ ("With record: how small numbers are protected; nhs without it"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static gboolean
write_record (EarCli *cli, EarStore *store, const EarAssembly *assembly, GError **error)
{
  const char *path = ear_cli_value (cli, "output"), *protect = ear_cli_value (cli, "protect");
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (EarDocument) document = NULL;
  EarAssemblyRecordOptions record = { .session = &assembly->session->id, .organisation = ear_cli_value (cli, "organisation"),
                                      .cancellable = cli->cancellable };
  EarReportFormat format;
  EarPreset preset;

  if (!ear_report_format_from_path (path, &format, error) || !ear_cli_read_preset (protect == NULL ? "nhs" : protect, &preset, error)
      || !ear_cli_refuse_workbook (store, path, error))
    return FALSE;
  if (ear_report_format_is_table (format))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                           _ ("The record of a meeting is no table. Nothing was written. Give it a name that ends in .html, .odt or .pdf; "
                              "“show --format csv” gives the Assembly as a table."));
      return FALSE;
    }
  record.protect = &preset;
  document = ear_assembly_record (store, &record, error);
  if (document == NULL || !ear_report_write (document, format, path, error))
    return FALSE;
  for (const char *const *warning = ear_document_get_warnings (document); *warning != NULL; warning++)
    ear_output_say (_ ("Not protected: %s"), *warning);
  if (ear_preset_is_internal (&preset))
    ear_output_say (_ ("Wrote “%s”. Its figures are exact: keep it inside your organisations."), shown);
  else
    ear_output_say (_ ("Wrote “%s”. Its small numbers are protected; the last page says how. Read it once before you hand it out."), shown);
  return TRUE;
}

static EarAssembly *
read_assembly (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarAssembly) assembly = NULL;
  EarId id;

  if (!ear_cli_find (store, EAR_KIND_SESSION, ear_cli_argument (cli, 2), &id, error))
    return NULL;
  assembly = ear_assembly_read (store, &id, error);
  if (assembly != NULL && g_strcmp0 (ear_record_get (assembly->session, EAR_SESSION_NATURE), EAR_SESSION_ASSEMBLY) != 0)
    {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                   _ ("“%s” is no Community Assembly. Nothing was changed. “%s assembly WORKBOOK list” shows those there are."),
                   ear_cli_argument (cli, 2), EAR_CLI_NAME);
      return NULL;
    }
  return g_steal_pointer (&assembly);
}

/* All that the verb writes is one transaction. */
static gboolean
change (EarCli *cli, EarStore *store, const EarAssembly *assembly, const char *what, GError **error)
{
  gboolean done;

  if (!ear_store_begin (store, error))
    return FALSE;
  done = assembly == NULL ? ear_cli_assembly_new (cli, store, error) : ear_cli_assembly_change (cli, store, assembly, what, error);
  if (done)
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

static gboolean
check_usage (EarCli *cli, const char *what, GError **error)
{
  gboolean lists = g_str_equal (what, "list") || g_str_equal (what, "compare");
  const char *wrong = NULL;

  if (!g_strv_contains (words, what))
    wrong = _ ("An Assembly is listed (list, show, compare), written (new, item, reword, move, table, say, support, outcome, action, "
               "remove) or given back (record).");
  else if (lists && cli->arguments->len != 2)
    wrong = _ ("Nothing follows “list” and “compare”.");
  else if (!lists && cli->arguments->len < 3)
    wrong = _ ("Name the Assembly.");
  else if (g_str_equal (what, "record") && !ear_cli_has (cli, "output"))
    wrong = _ ("Say where to write the record, with --output FILE.");
  if (wrong != NULL)
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, wrong);
  return wrong == NULL;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *what = ear_cli_argument (cli, 1);
  g_autoptr (EarStore) store = NULL;
  g_autoptr (EarAssembly) assembly = NULL;

  if (!check_usage (cli, what, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL)
    return FALSE;
  if (g_str_equal (what, "list"))
    return ear_cli_assembly_list (cli, store, error);
  if (g_str_equal (what, "compare"))
    return ear_cli_assembly_compare (cli, store, error);
  if (g_str_equal (what, "new"))
    return change (cli, store, NULL, what, error);
  assembly = read_assembly (cli, store, error);
  if (assembly == NULL)
    return FALSE;
  if (g_str_equal (what, "show"))
    return ear_cli_assembly_show (cli, store, assembly);
  if (g_str_equal (what, "record"))
    return write_record (cli, store, assembly, error);
  return change (cli, store, assembly, what, error);
}

const EarVerb ear_cli_assembly = {
  .name = "assembly",
  .arguments = "WORKBOOK WHAT [ASSEMBLY] [TEXT]",
  .summary = N_ ("Record a Community Assembly, write its record, and compare it with others"),
  .details = N_ ("“new TITLE” begins an Assembly. “item ASSEMBLY WORDING” puts a question or proposal on its agenda, “reword ASSEMBLY "
                 "WORDING --item NUMBER” changes it (what it was before is kept), “move --item NUMBER --to NUMBER” its place. “table "
                 "ASSEMBLY NAME” says who sits at a table: --sector, --people, --group, never who they are.\n"
                 "“say ASSEMBLY LINE --item NUMBER” adds what was said, in the words of the capture line: \"@table 3 - too far\"; with "
                 "--stance it is kept as agreement, as a concern or as a minority view. “support ASSEMBLY --item NUMBER --table NAME” "
                 "counts dots, hands or fingers; counted again it is added, and the latest holds. “outcome ASSEMBLY TEXT --item NUMBER "
                 "--decision DECISION” says what came of it in the Assembly's own words, “action ASSEMBLY ACTION --item NUMBER” which "
                 "action follows. “remove” takes an item or a table off; what was said to it stays, and is shown as such.\n"
                 "“record ASSEMBLY -o FILE” writes the record of the meeting: what was asked, what was said and by which tables, what "
                 "was agreed and what was not, concerns and minority views, and who will do what. Small tables are not named, small "
                 "numbers are protected, and words stand in it only where they may be quoted. “show” shows all of an Assembly; “compare” "
                 "which themes were raised again, how support moved, and how far what followed has come."),
  .example = "thurrock.earshot support \"Spring Assembly\" --item 2 --table \"table 3\" --for 9 --against 1",
  .options = options,
  .words = words,
  .least = 2,
  .most = 4,
  .lists = TRUE,
  .run = run,
};
