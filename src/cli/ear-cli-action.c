/* SPDX-License-Identifier: GPL-3.0-or-later */
/* action: what was done about what people said, and whether they were told. */
#include "ear-cli-action.h"

#include <glib/gi18n-lib.h>

#include "ear-action-work.h"
#include "ear-feedback-sheet.h"
#include "ear-terms.h"

static const char *const words[]
  = { "list", "add", "edit", "step", "link", "unlink", "tell", "trail", "gaps", "sheet", "remove", NULL };

static const EarOption options[] = {
  { "organisation", 'O', N_ ("NAME"), N_ ("Who does it, or says how far it is; in list, only theirs; on a sheet, whom to ask"),
    EAR_OPTION_PLAIN, NULL },
  { "status", 's', N_ ("STATUS"), N_ ("How far it is; in list, only those that are so far"), EAR_OPTION_PLAIN, EAR_TERMS_STATUS },
  { "day", 'd', N_ ("DAY"), N_ ("With step and tell: since when, or when they were told; without it, today"), EAR_OPTION_PLAIN, NULL },
  { "due", 0, N_ ("DAY"), N_ ("By when it is to be done"), EAR_OPTION_PLAIN, NULL },
  { "answer", 'a', N_ ("TEXT"), N_ ("What people are told about it, in plain words; for what will not be done, why"), EAR_OPTION_PLAIN,
    NULL },
  { "translated", 0, N_ ("TEXT"), N_ ("The answer in the language of those who are told"), EAR_OPTION_PLAIN, NULL },
  { "language", 0, N_ ("TAG"), N_ ("That language, such as bn; on a sheet, theirs"), EAR_OPTION_PLAIN, NULL },
  { "outcome", 0, N_ ("TEXT"), N_ ("What came of it"), EAR_OPTION_PLAIN, NULL },
  { "evidence", 'e', N_ ("TEXT"), N_ ("Where that can be seen: a minute, a page, a link"), EAR_OPTION_PLAIN, NULL },
  { "title", 't', N_ ("TEXT"), N_ ("With edit: what it is called from now on"), EAR_OPTION_PLAIN, NULL },
  { "voice", 0, N_ ("REF"), N_ ("A voice it answers; in list, only what answers this voice"), EAR_OPTION_REPEATABLE, NULL },
  { "theme", 0, N_ ("NAME"), N_ ("A theme it answers; in list, only those that do"), EAR_OPTION_REPEATABLE, NULL },
  { "priority", 0, N_ ("NAME"), N_ ("A priority it serves; in list, only those that do"), EAR_OPTION_REPEATABLE, NULL },
  { "group", 0, N_ ("NAME"), N_ ("A group it answers, or that is told; in list, only those of this group"), EAR_OPTION_REPEATABLE, NULL },
  { "how", 0, N_ ("TEXT"), N_ ("With tell: how they were told, such as a letter or a meeting"), EAR_OPTION_PLAIN, NULL },
  { "overdue", 0, NULL, N_ ("In list: only what is late"), EAR_OPTION_PLAIN, NULL },
  { "untold", 0, NULL, N_ ("In list: only what a group was not told of"), EAR_OPTION_PLAIN, NULL },
  { "search", 0, N_ ("WORDS"), N_ ("In list: only actions in which these words stand"), EAR_OPTION_PLAIN, NULL },
  { "months", 0, N_ ("NUMBER"), N_ ("With gaps: how long people may wait for an answer; without it, 6"), EAR_OPTION_PLAIN, NULL },
  { "limit", 0, N_ ("NUMBER"), N_ ("With trail: at most this many voices"), EAR_OPTION_PLAIN, NULL },
  { "output", 'o', N_ ("FILE"), N_ ("With sheet: where to write it, a name that ends in .html or .odt"), EAR_OPTION_FILE, NULL },
  { NULL },
};

static const struct
{
  const char *option;
  EarKind kind;
} end_options[] = {
  { "voice", EAR_KIND_CONTRIBUTION },
  { "theme", EAR_KIND_THEME },
  { "priority", EAR_KIND_PRIORITY },
  { "group", EAR_KIND_GROUP },
};

static gboolean
read_ends (EarCli *cli, EarStore *store, GArray *ends, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (end_options); i++)
    {
      const char *const *names = ear_cli_values (cli, end_options[i].option);

      for (guint n = 0; names != NULL && names[n] != NULL; n++)
        {
          EarActionEnd end = { .kind = end_options[i].kind };

          if (!ear_cli_find (store, end.kind, names[n], &end.id, error))
            return FALSE;
          g_array_append_val (ends, end);
        }
    }
  return TRUE;
}

/* Sets what an option says; what no option speaks of stays. */
static void
set_field (EarCli *cli, EarRecord *record, const char *option, guint field)
{
  if (ear_cli_value (cli, option) != NULL)
    ear_record_set (record, field, ear_cli_value (cli, option));
}

static gboolean
set_organisation (EarCli *cli, EarStore *store, EarRecord *record, guint field, GError **error)
{
  EarId id;

  if (ear_cli_value (cli, "organisation") == NULL)
    return TRUE;
  if (!ear_cli_ensure_organisation (store, ear_cli_value (cli, "organisation"), NULL, &id, error))
    return FALSE;
  ear_record_set_id (record, field, &id);
  return TRUE;
}

static gboolean
fill_action (EarCli *cli, EarStore *store, EarRecord *action, GError **error)
{
  set_field (cli, action, "due", EAR_ACTION_DUE);
  set_field (cli, action, "outcome", EAR_ACTION_OUTCOME);
  set_field (cli, action, "evidence", EAR_ACTION_EVIDENCE);
  return set_organisation (cli, store, action, EAR_ACTION_ORGANISATION, error);
}

static gboolean
fill_step (EarCli *cli, EarStore *store, EarRecord *step, GError **error)
{
  set_field (cli, step, "status", EAR_ACTION_STEP_STATUS);
  set_field (cli, step, "day", EAR_ACTION_STEP_HAPPENED);
  set_field (cli, step, "answer", EAR_ACTION_STEP_ANSWER);
  set_field (cli, step, "translated", EAR_ACTION_STEP_TRANSLATED);
  set_field (cli, step, "language", EAR_ACTION_STEP_TRANSLATED_LANGUAGE);
  return set_organisation (cli, store, step, EAR_ACTION_STEP_ORGANISATION, error);
}

static gboolean
add (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarRecord) action = ear_record_new (EAR_KIND_ACTION);
  g_autoptr (EarRecord) step = ear_cli_has (cli, "status") ? ear_record_new (EAR_KIND_ACTION_STEP) : NULL;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (EarActionEnd));
  char text[EAR_ID_TEXT_SIZE];

  ear_record_set (action, EAR_ACTION_TITLE, ear_cli_argument (cli, 2));
  if (!fill_action (cli, store, action, error) || (step != NULL && !fill_step (cli, store, step, error))
      || !read_ends (cli, store, ends, error)
      || !ear_action_answer (store, action, step, (const EarActionEnd *) (gpointer) ends->data, ends->len, NULL, error))
    return FALSE;
  ear_output_say ("%s", ear_id_format (&action->id, text));
  return TRUE;
}

static gboolean
edit (EarCli *cli, EarStore *store, const EarId *id, GError **error)
{
  g_autoptr (EarRecord) action = ear_store_get (store, EAR_KIND_ACTION, id, error);

  if (action == NULL)
    return FALSE;
  set_field (cli, action, "title", EAR_ACTION_TITLE);
  return fill_action (cli, store, action, error) && ear_action_put (store, action, NULL, error);
}

static gboolean
add_step (EarCli *cli, EarStore *store, const EarId *id, GError **error)
{
  g_autoptr (EarRecord) step = ear_record_new (EAR_KIND_ACTION_STEP);

  ear_record_set_id (step, EAR_ACTION_STEP_ACTION, id);
  set_field (cli, step, "evidence", EAR_ACTION_STEP_EVIDENCE);
  return fill_step (cli, store, step, error) && ear_action_put (store, step, NULL, error);
}

static gboolean
link_ends (EarCli *cli, EarStore *store, const EarId *id, gboolean linked, GError **error)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (EarActionEnd));

  if (!read_ends (cli, store, ends, error))
    return FALSE;
  for (guint i = 0; i < ends->len; i++)
    {
      if (!ear_action_link (store, id, &g_array_index (ends, EarActionEnd, i), linked, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
tell (EarCli *cli, EarStore *store, const EarId *id, GError **error)
{
  const char *const *groups = ear_cli_values (cli, "group");

  for (guint i = 0; groups[i] != NULL; i++)
    {
      EarId group;

      if (!ear_cli_find (store, EAR_KIND_GROUP, groups[i], &group, error)
          || !ear_action_tell (store, id, 1, &group, ear_cli_value (cli, "day"), ear_cli_value (cli, "how"), NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_sheet (EarCli *cli, EarStore *store, GError **error)
{
  const char *path = ear_cli_value (cli, "output");
  EarSheetOptions sheet = { .organisation = ear_cli_value (cli, "organisation"), .language = ear_cli_value (cli, "language") };
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (EarDocument) document = NULL;
  EarReportFormat format;
  EarId group;

  if (!ear_report_format_from_path (path, &format, error) || !ear_cli_refuse_workbook (store, path, error)
      || !ear_cli_find (store, EAR_KIND_GROUP, ear_cli_argument (cli, 2), &group, error))
    return FALSE;
  sheet.group = &group;
  document = ear_feedback_sheet (store, &sheet, error);
  if (document == NULL || !ear_report_write (document, format, path, error))
    return FALSE;
  ear_output_say (_ ("Wrote “%s”. Read it once as those will who get it."), shown);
  return TRUE;
}

/* All that the verb writes is one transaction: with several groups or voices all of them, or none. */
static gboolean
change (EarCli *cli, EarStore *store, const char *what, GError **error)
{
  gboolean done = FALSE;
  EarId id;

  if (!ear_store_begin (store, error))
    return FALSE;
  if (g_str_equal (what, "add"))
    done = add (cli, store, error);
  else if (!ear_cli_find (store, EAR_KIND_ACTION, ear_cli_argument (cli, 2), &id, error))
    done = FALSE;
  else if (g_str_equal (what, "edit"))
    done = edit (cli, store, &id, error);
  else if (g_str_equal (what, "step"))
    done = add_step (cli, store, &id, error);
  else if (g_str_equal (what, "tell"))
    done = tell (cli, store, &id, error);
  else if (g_str_equal (what, "remove"))
    done = ear_action_remove (store, EAR_KIND_ACTION, &id, NULL, error);
  else
    done = link_ends (cli, store, &id, g_str_equal (what, "link"), error);
  if (done)
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

static gboolean
has_end (EarCli *cli)
{
  for (gsize i = 0; i < G_N_ELEMENTS (end_options); i++)
    {
      if (ear_cli_has (cli, end_options[i].option))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_usage (EarCli *cli, const char *what, GError **error)
{
  gboolean lists = g_str_equal (what, "list") || g_str_equal (what, "gaps");
  gboolean links = g_str_equal (what, "link") || g_str_equal (what, "unlink");
  const char *wrong = NULL;

  if (!g_strv_contains (words, what))
    wrong = _ ("An action is listed (list, gaps, trail), written (add, edit, step, link, unlink, tell, remove) or given back (sheet).");
  else if (lists && cli->arguments->len != 2)
    wrong = _ ("Nothing follows “list” and “gaps”.");
  else if (!lists && cli->arguments->len != 3)
    wrong = g_str_equal (what, "sheet") ? _ ("Name the group that the sheet is for.") : _ ("Name the action.");
  else if (g_str_equal (what, "step") && !ear_cli_has (cli, "status"))
    wrong = _ ("Say how far it is, with --status.");
  else if (g_str_equal (what, "tell") && !ear_cli_has (cli, "group"))
    wrong = _ ("Say which group was told, with --group.");
  else if (links && !has_end (cli))
    wrong = _ ("Say what it answers, with --voice, --theme, --priority or --group.");
  else if (g_str_equal (what, "sheet") && !ear_cli_has (cli, "output"))
    wrong = _ ("Say where to write the sheet, with --output FILE.");
  if (wrong != NULL)
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, wrong);
  return wrong == NULL;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *what = ear_cli_argument (cli, 1);
  g_autoptr (EarStore) store = NULL;
  EarId id;

  if (!check_usage (cli, what, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL)
    return FALSE;
  if (g_str_equal (what, "list"))
    return ear_cli_action_list (cli, store, ear_cli_value (cli, "search"), error);
  if (g_str_equal (what, "gaps"))
    return ear_cli_action_gaps (cli, store, error);
  if (g_str_equal (what, "sheet"))
    return write_sheet (cli, store, error);
  if (g_str_equal (what, "trail"))
    return ear_cli_find (store, EAR_KIND_ACTION, ear_cli_argument (cli, 2), &id, error)
           && ear_cli_action_trail (cli, store, &id, error);
  return change (cli, store, what, error);
}

const EarVerb ear_cli_action = {
  .name = "action",
  .arguments = "WORKBOOK WHAT [NAME]",
  .summary = N_ ("You said, we did: what was done, how far it is, and who was told"),
  .details = N_ ("“add TITLE” writes what is to be done, with --organisation, --due and what it answers: --voice, --theme, --priority, "
                 "--group, each as often as needed; with --status how far it is. “step ACTION --status STATUS” says how far it came: each "
                 "step is kept with its day, so that two organisations' steps are the history of both. What will not be done needs an "
                 "--answer that says why. “tell ACTION --group GROUP --how TEXT” notes that a group was told; a group may be told often.\n"
                 "“list” shows the ledger, what is still to be done first. “trail ACTION” shows its steps, who was told, and every voice "
                 "that it answers whose words may be told; “list --voice REF” shows what was done about one voice. “gaps” shows whose "
                 "voices have waited for an answer, and which groups were asked and never told.\n"
                 "“sheet GROUP -o FILE” writes one page in large print for a group: what they said, what was done, what will not be done "
                 "and why, what is next. No numbers stand on it, and only words that may be quoted. “edit” changes what an action says, "
                 "“link” and “unlink” what it answers, “remove” takes it off the ledger."),
  .example = "thurrock.earshot add \"Young carers can refer themselves\" --organisation \"Example Council\" --due 2027-03-31 --group \"Young "
             "carers\" --status agreed",
  .options = options,
  .words = words,
  .least = 2,
  .most = 3,
  .lists = TRUE,
  .run = run,
};
