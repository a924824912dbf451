/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export: writes a bundle for others to merge. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-exchange.h"

static const EarOption options[] = {
  { "for", 0, N_ ("DEVICE"), N_ ("Say in the file that it is for this device, which then tells what it has merged"),
    EAR_OPTION_PLAIN, NULL },
  { "since-last", 0, NULL, N_ ("With --for: leave out what that device said that it has"), EAR_OPTION_PLAIN, NULL },
  { "group", 0, N_ ("NAME"), N_ ("Only the voices of this group or one below it"), EAR_OPTION_REPEATABLE, NULL },
  { "session", 0, N_ ("NAME"), N_ ("Only this session and what was said in it"), EAR_OPTION_REPEATABLE, NULL },
  { "lists", 0, NULL, N_ ("Only the codebook, strategies, groups, places and organisations"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

/* What the command line asks for. */
typedef struct
{
  EarExportOptions options;
  EarId partner;
  GArray *groups;
  GArray *sessions;
} Asked;

static void
asked_clear (Asked *asked)
{
  g_clear_pointer (&asked->groups, g_array_unref);
  g_clear_pointer (&asked->sessions, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static GArray *
find_all (EarCli *cli, EarStore *store, const char *option, EarKind kind, GError **error)
{
  const char *const *names = ear_cli_values (cli, option);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));

  for (; names != NULL && *names != NULL; names++)
    {
      EarId id;

      if (!ear_cli_find (store, kind, *names, &id, error))
        return NULL;
      g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, message);
  return FALSE;
}

static gboolean
check_usage (EarCli *cli, GError **error)
{
  gboolean part = ear_cli_has (cli, "group") || ear_cli_has (cli, "session");

  if (ear_cli_has (cli, "since-last") && !ear_cli_has (cli, "for"))
    return refuse (error, _ ("--since-last needs --for: it depends on what that device has."));
  if (ear_cli_has (cli, "since-last") && (part || ear_cli_has (cli, "lists")))
    return refuse (error, _ ("--since-last is for whole exchanges; a part always holds all of that part."));
  if (part && ear_cli_has (cli, "lists"))
    return refuse (error, _ ("--lists holds no session and no voice; --group and --session do not go with it."));
  return TRUE;
}

static gboolean
read_asked (EarCli *cli, EarStore *store, Asked *asked, GError **error)
{
  if (!ear_cli_find_option (cli, store, "for", EAR_KIND_DEVICE, &asked->partner, &asked->options.partner, error))
    return FALSE;
  asked->groups = find_all (cli, store, "group", EAR_KIND_GROUP, error);
  asked->sessions = asked->groups == NULL ? NULL : find_all (cli, store, "session", EAR_KIND_SESSION, error);
  if (asked->sessions == NULL)
    return FALSE;
  asked->options.groups = (const EarId *) (gconstpointer) asked->groups->data;
  asked->options.n_groups = asked->groups->len;
  asked->options.sessions = (const EarId *) (gconstpointer) asked->sessions->data;
  asked->options.n_sessions = asked->sessions->len;
  asked->options.lists_only = ear_cli_has (cli, "lists");
  asked->options.since_last = ear_cli_has (cli, "since-last");
  return TRUE;
}

static void
say_what_is_left_out (const EarExportOptions *asked)
{
  ear_output_say (_ ("Contact details, private notes, safeguarding notes and what consent does not let out stayed here."));
  if (asked->lists_only)
    ear_output_say (_ ("It holds the lists that everybody shares: no session, no voice."));
  else if (asked->n_groups + asked->n_sessions > 0)
    ear_output_say (_ ("It holds a part and says so: everything said outside the groups and sessions you named was left out."));
  else if (asked->since_last)
    ear_output_say (_ ("What that device said that it has was left out. If it never said so, everything is in it."));
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *path = ear_cli_argument (cli, 1);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (EarStore) store = check_usage (cli, error) ? ear_cli_open (cli, error) : NULL;
  g_auto (Asked) asked = { 0 };
  EarCliProgress progress;
  gboolean done;

  if (store == NULL || !read_asked (cli, store, &asked, error) || !ear_cli_refuse_workbook (store, path, error))
    return FALSE;
  ear_cli_progress_begin (&progress, shown);
  done = ear_bundle_export (store, path, &asked.options, ear_cli_progress_cb, &progress, cli->cancellable, error);
  ear_cli_progress_end (&progress);
  if (done)
    {
      ear_output_say (_ ("Exported to “%s”. This file is not encrypted: hand it only to those who may read it."), shown);
      say_what_is_left_out (&asked.options);
    }
  return done;
}

const EarVerb ear_cli_export = {
  .name = "export",
  .arguments = "WORKBOOK FILE",
  .summary = N_ ("Write everything that may leave this laptop as an XML bundle"),
  .details = N_ ("Writes the workbook's records as one XML file that other workbooks merge. The same records always give the same bytes. "
                 "Contact details, private notes and safeguarding notes stay here, and so does what consent does not let out. "
                 "A file that is there already is replaced once the new one is whole.\n"
                 "A part (--group, --session, --lists) says in the file that it is one."),
  .example = "thurrock.earshot thurrock.xml",
  .options = options,
  .least = 2,
  .most = 2,
  .run = run,
};
