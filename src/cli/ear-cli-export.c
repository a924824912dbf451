/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export: writes a bundle for others to merge. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-cli-partner.h"
#include "ear-cli-passphrase.h"
#include "ear-exchange.h"

static const EarOption options[] = {
  { "to", 't', N_ ("DEVICE|CARD"), N_ ("Seal it, so that only this laptop can open it: by its name, its id, or its card's file"),
    EAR_OPTION_REPEATABLE, NULL },
  { "file-passphrase-file", 0, N_ ("FILE"), N_ ("Seal it with the passphrase in the first line of a file"), EAR_OPTION_FILE, NULL },
  { "new-passphrase", 0, NULL, N_ ("Seal it with a passphrase of six words that is made now and told once"), EAR_OPTION_PLAIN, NULL },
  { "for", 0, N_ ("DEVICE"), N_ ("Say in the file that it is for this device, which then tells what it has merged"),
    EAR_OPTION_PLAIN, NULL },
  { "since-last", 0, NULL, N_ ("With --for, or one --to: leave out what that device said that it has"), EAR_OPTION_PLAIN, NULL },
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
  GPtrArray *partners;      /* (element-type EarPartner) */
  GPtrArray *recipients;    /* (element-type EarPartner) some of them */
  EarPassphrase *passphrase;
} Asked;

static void
asked_clear (Asked *asked)
{
  g_clear_pointer (&asked->groups, g_array_unref);
  g_clear_pointer (&asked->sessions, g_array_unref);
  g_clear_pointer (&asked->recipients, g_ptr_array_unref);
  g_clear_pointer (&asked->partners, g_ptr_array_unref);
  g_clear_pointer (&asked->passphrase, ear_cli_passphrase_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

/* One that was deleted is asked for by its id: its part tells those who had an earlier one. */
static gboolean
find_deleted (EarStore *store, EarKind kind, const char *name, EarId *id)
{
  g_autoptr (EarRecord) record = ear_id_parse (name, id) ? ear_store_get (store, kind, id, NULL) : NULL;

  return record != NULL && !record->erased;
}

static GArray *
find_all (EarCli *cli, EarStore *store, const char *option, EarKind kind, GError **error)
{
  const char *const *names = ear_cli_values (cli, option);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));

  for (; names != NULL && *names != NULL; names++)
    {
      EarId id;

      if (!find_deleted (store, kind, *names, &id) && !ear_cli_find (store, kind, *names, &id, error))
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

static guint
count_values (EarCli *cli, const char *option)
{
  const char *const *values = ear_cli_values (cli, option);

  return values == NULL ? 0 : g_strv_length ((char **) values);
}

static gboolean
check_usage (EarCli *cli, GError **error)
{
  gboolean part = ear_cli_has (cli, "group") || ear_cli_has (cli, "session");

  if (ear_cli_has (cli, "since-last") && !ear_cli_has (cli, "for") && count_values (cli, "to") != 1)
    return refuse (error, _ ("--since-last needs --for, or one --to: it depends on what that device has."));
  if (ear_cli_has (cli, "since-last") && (part || ear_cli_has (cli, "lists")))
    return refuse (error, _ ("--since-last is for whole exchanges; a part always holds all of that part."));
  if (part && ear_cli_has (cli, "lists"))
    return refuse (error, _ ("--lists holds no session and no voice; --group and --session do not go with it."));
  if (ear_cli_has (cli, "new-passphrase") && ear_cli_has (cli, "file-passphrase-file"))
    return refuse (error, _ ("A file is sealed with one passphrase: --new-passphrase and --file-passphrase-file cannot hold together."));
  return TRUE;
}

static gboolean
read_recipients (EarCli *cli, EarStore *store, Asked *asked, GError **error)
{
  const char *const *names = ear_cli_values (cli, "to");

  asked->recipients = g_ptr_array_new ();
  asked->partners = ear_partner_list (store, error);
  if (asked->partners == NULL)
    return FALSE;
  for (; names != NULL && *names != NULL; names++)
    {
      const EarPartner *partner = ear_cli_find_partner_or_card (store, asked->partners, *names, error);

      if (partner == NULL)
        return FALSE;
      if (!g_ptr_array_find (asked->recipients, partner, NULL))
        g_ptr_array_add (asked->recipients, (gpointer) partner);
    }
  return TRUE;
}

static gboolean
read_passphrase (EarCli *cli, Asked *asked, GError **error)
{
  const char *secret = ear_cli_value (cli, "file-passphrase-file");

  if (secret != NULL)
    asked->passphrase = ear_cli_passphrase_from (secret, error);
  else if (ear_cli_has (cli, "new-passphrase"))
    asked->passphrase = ear_seal_new_passphrase (error);
  else
    return TRUE;
  return asked->passphrase != NULL;
}

/* A file for one laptop alone says so in itself, and that laptop then tells what it has merged. */
static void
choose_partner (Asked *asked)
{
  const EarPartner *only = asked->recipients->len == 1 ? asked->recipients->pdata[0] : NULL;

  if (asked->options.partner != NULL || only == NULL || only->is_self)
    return;
  asked->partner = only->device;
  asked->options.partner = &asked->partner;
}

static gboolean
read_asked (EarCli *cli, EarStore *store, Asked *asked, GError **error)
{
  if (!ear_cli_find_option (cli, store, "for", EAR_KIND_DEVICE, &asked->partner, &asked->options.partner, error)
      || !read_recipients (cli, store, asked, error) || !read_passphrase (cli, asked, error))
    return FALSE;
  choose_partner (asked);
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
is_sealed (const Asked *asked)
{
  return asked->recipients->len > 0 || asked->passphrase != NULL;
}

static gboolean
write_file (EarCli *cli, EarStore *store, const char *path, const Asked *asked, EarCliProgress *progress, GError **error)
{
  g_autofree EarId *devices = g_new (EarId, asked->recipients->len + 1);
  EarSealFor whom = { .devices = devices, .n_devices = asked->recipients->len, .passphrase = asked->passphrase };

  for (guint i = 0; i < asked->recipients->len; i++)
    devices[i] = ((const EarPartner *) asked->recipients->pdata[i])->device;
  if (is_sealed (asked))
    return ear_seal_export (store, path, &whom, &asked->options, ear_cli_progress_cb, progress, cli->cancellable, error);
  return ear_bundle_export (store, path, &asked->options, ear_cli_progress_cb, progress, cli->cancellable, error);
}

static void
say_recipients (EarCli *cli, const Asked *asked)
{
  for (guint i = 0; i < asked->recipients->len; i++)
    {
      const EarPartner *partner = asked->recipients->pdata[i];
      g_autofree char *title = ear_cli_partner_title (partner->name, partner->organisation);

      ear_output_say (_ ("It is sealed for %s."), title);
    }
  if (ear_cli_has (cli, "new-passphrase"))
    ear_output_say (_ ("It opens with these words, which are told only now: %s"), asked->passphrase);
  if (asked->passphrase != NULL)
    ear_output_say (_ ("Tell the passphrase by phone, never in the message that brings the file."));
  if (asked->passphrase == NULL)
    ear_output_say (_ ("Nobody else can open it."));
}

static void
say_done (EarCli *cli, const char *shown, const Asked *asked)
{
  ear_output_say (_ ("Exported to “%s”."), shown);
  if (is_sealed (asked))
    say_recipients (cli, asked);
  else
    ear_output_note (_ ("“%s” is not encrypted: whoever gets it can read every voice in it, and the groups, places and days of the sessions. "
                        "“--to” seals a file for one partner alone."),
                     shown);
  say_what_is_left_out (&asked->options);
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
  done = write_file (cli, store, path, &asked, &progress, error);
  ear_cli_progress_end (&progress);
  if (done)
    say_done (cli, shown, &asked);
  return done;
}

const EarVerb ear_cli_export = {
  .name = "export",
  .arguments = "WORKBOOK FILE",
  .summary = N_ ("Write everything that may leave this laptop into a file for others"),
  .details = N_ ("Writes the workbook's records as one XML file that other workbooks merge. The same records always give the same bytes. "
                 "Contact details, private notes and safeguarding notes stay here, and so does what consent does not let out. "
                 "A file that is there already is replaced once the new one is whole.\n"
                 "With --to the file is sealed: encrypted for the laptops named, whose exchange cards were accepted here, and signed by "
                 "this one. Nobody else can open it. With a passphrase whoever knows it can. Without either it is plain text.\n"
                 "A part (--group, --session, --lists) says in the file that it is one. A group or session that was deleted can be named by its id: "
                 "the part then tells those who had one of it before that it is, and what consent was taken back since."),
  .example = "thurrock.earshot thurrock.earshot-sealed --to \"Coordinator\"",
  .options = options,
  .least = 2,
  .most = 2,
  .run = run,
};
