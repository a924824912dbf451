/* SPDX-License-Identifier: GPL-3.0-or-later */
/* folder: exchanges through a folder that something else copies between laptops. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-cli-merge.h"
#include "ear-cli-partner.h"
#include "ear-cli-passphrase.h"
#include "ear-folder.h"

static const char *const words[] = { "status", "set", "unset", "write", "merge", "sync", "card", NULL };
static const char *const seals[] = { "devices", "passphrase", "plain", NULL }; /* in the order of EarFolderSeal */

static const EarOption options[] = {
  { "seal", 0, N_ ("HOW"), N_ ("With “set”: for whom files are sealed"), EAR_OPTION_PLAIN, seals },
  { "folder-passphrase-file", 0, N_ ("FILE"), N_ ("With “set --seal passphrase”: read it from the first line of a file"),
    EAR_OPTION_FILE, NULL },
  { "card", 0, NULL, N_ ("With “set”: also put this laptop's exchange card there, which holds no secret"), EAR_OPTION_PLAIN, NULL },
  { "dry-run", 'n', NULL, N_ ("With “merge”: say what would change, and change nothing"), EAR_OPTION_PLAIN, NULL },
  { "accept", 'a', N_ ("DEVICE|all"), N_ ("Accept the device that wrote a file, by its id or its name; all: of every file"),
    EAR_OPTION_REPEATABLE, NULL },
  { "allow-removals", 0, NULL, N_ ("Let it delete or erase many records that others than the sender wrote"), EAR_OPTION_PLAIN,
    NULL },
  { "unsigned", 0, NULL, N_ ("Merge plain files too, which anybody who can write to the folder may have made"), EAR_OPTION_PLAIN,
    NULL },
  { NULL },
};

static const EarColumn columns[] = {
  { "file", N_ ("File"), EAR_CELL_TEXT },
  { "state", N_ ("State"), EAR_CELL_TEXT },
  { "from", N_ ("From"), EAR_CELL_TEXT },
  { "bytes", N_ ("Bytes"), EAR_CELL_NUMBER },
  { "copy", N_ ("A copy"), EAR_CELL_FLAG },
  { "why", NULL, EAR_CELL_TEXT },
};

/* The words of CSV and JSON, in the order of EarFolderFate. */
static const char *const fate_names[EAR_FOLDER_N_FATES]
  = { "own", "merged", "new", "stranger", "unsigned", "arriving", "not-for-us", "refused", "card", "card-known", "foreign" };

static const char *
describe (EarFolderFate fate)
{
  static const char *const names[EAR_FOLDER_N_FATES]
    = { N_ ("ours"),           N_ ("merged"),         N_ ("new"),     N_ ("new, not accepted"), N_ ("not signed"),
        N_ ("still arriving"), N_ ("not for us"),     N_ ("refused"),
        N_ ("a card to look at"), N_ ("a card"),         N_ ("something else") };

  return _ (names[fate]);
}

static gboolean
fail_usage (GError **error, const char *message)
{
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, message);
  return FALSE;
}

static EarFolderSeal
seal_of (EarCli *cli)
{
  const char *seal = ear_cli_value (cli, "seal");

  for (guint i = 0; seal != NULL && seals[i] != NULL; i++)
    {
      if (g_str_equal (seals[i], seal))
        return (EarFolderSeal) i;
    }
  return EAR_FOLDER_FOR_DEVICES;
}

static void
say_seal (const EarFolderSettings *settings)
{
  if (settings->seal == EAR_FOLDER_FOR_DEVICES)
    ear_output_say (_ ("What is written there is sealed for the accepted devices whose exchange cards are here."));
  else if (settings->seal == EAR_FOLDER_FOR_PASSPHRASE)
    ear_output_say (_ ("What is written there is sealed with a passphrase that this workbook keeps."));
  else
    ear_output_say (_ ("What is written there is not sealed: whoever can open the folder, and whoever stores or copies it, reads "
                       "everything that people said."));
}

static gboolean
put_card (EarCli *cli, EarStore *store, GError **error)
{
  g_autofree char *path = ear_folder_write_card (store, error);
  g_autofree char *shown = path == NULL ? NULL : g_filename_display_name (path);
  g_autoptr (EarCard) card = path == NULL ? NULL : ear_card_own (store, error);

  if (card == NULL)
    return FALSE;
  if (cli->format != EAR_FORMAT_TEXT)
    return TRUE;
  ear_output_say (_ ("This laptop's exchange card is “%s”. It holds no secret."), shown);
  ear_output_say (_ ("When your partners ring, read them its words: %s"), card->words);
  return TRUE;
}

static gboolean
run_set (EarCli *cli, EarStore *store, GError **error)
{
  const char *secret = ear_cli_value (cli, "folder-passphrase-file");
  g_autoptr (EarPassphrase) passphrase = NULL;
  g_autoptr (EarFolderSettings) settings = NULL;
  EarFolderSeal seal = seal_of (cli);

  if ((seal == EAR_FOLDER_FOR_PASSPHRASE) != (secret != NULL))
    return fail_usage (error, _ ("“--seal passphrase” and --folder-passphrase-file go together."));
  if (secret != NULL && (passphrase = ear_cli_passphrase_from (secret, error)) == NULL)
    return FALSE;
  if (!ear_folder_set (store, ear_cli_argument (cli, 2), seal, passphrase, error))
    return FALSE;
  settings = ear_folder_get (store, error);
  if (settings == NULL)
    return FALSE;
  if (cli->format == EAR_FORMAT_TEXT)
    say_seal (settings);
  return !ear_cli_has (cli, "card") || put_card (cli, store, error);
}

/* Anybody can put a card of any name there: nothing is accepted before a person compared the words. */
static void
say_cards (const EarFolderLook *look)
{
  for (guint i = 0; i < look->files->len; i++)
    {
      const EarFolderFile *file = look->files->pdata[i];
      g_autofree char *title = NULL;

      if (file->fate != EAR_FOLDER_CARD || file->copy)
        continue;
      title = ear_cli_partner_title (file->card->name, file->card->organisation_name);
      ear_output_say (_ ("“%s” is the exchange card of %s. Its words: %s. Ring its owner and compare them; then “%s card WORKBOOK accept "
                         "FILE” takes it in."),
                      file->name, title, file->card->words, EAR_CLI_NAME);
    }
}

static void
print_files (EarCli *cli, const EarFolderLook *look)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < look->files->len; i++)
    {
      const EarFolderFile *file = look->files->pdata[i];

      ear_output_text (output, file->name);
      ear_output_text (output, cli->format == EAR_FORMAT_TEXT ? describe (file->fate) : fate_names[file->fate]);
      ear_output_text (output, file->from);
      ear_output_number (output, (gint64) file->bytes);
      ear_output_flag (output, file->copy);
      ear_output_text (output, file->why);
    }
  ear_output_print (output);
}

/* One line for thirty partners. */
static void
say_unready (const EarFolderLook *look)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;

  if (look->settings->seal != EAR_FOLDER_FOR_DEVICES || look->unready->len == 0)
    return;
  for (guint i = 0; i < look->unready->len; i++)
    g_strv_builder_add (builder, look->unready->pdata[i]);
  names = g_strv_builder_end (builder);
  list = g_strjoinv (C_ ("between two names of a list", ", "), names);
  ear_output_say (ngettext ("%u accepted device cannot open what is written, since its exchange card is not here: %s.",
                            "%u accepted devices cannot open what is written, since their exchange cards are not here: %s.",
                            look->unready->len),
                  look->unready->len, list);
}

static void
say_state (const EarFolderLook *look)
{
  g_autofree char *shown = g_filename_display_name (look->settings->path);

  if (!look->is_there)
    {
      ear_output_say (_ ("The exchange folder “%s” is not there now. If it is on a USB stick or a share, connect that."), shown);
      return;
    }
  if (look->too_many)
    ear_output_say (_ ("There are more files in it than are looked at."));
  if (!look->can_write)
    ear_output_say (_ ("You may not write to it."));
  say_cards (look);
  if (look->settings->seal == EAR_FOLDER_FOR_DEVICES && look->n_readers == 0)
    ear_output_say (_ ("Nobody else could open what is written: no device with an exchange card is accepted here."));
  say_unready (look);
  if (look->holds_erased)
    ear_output_say (_ ("Files of yours there still hold what was withdrawn since. “write” replaces them."));
  else
    ear_output_say (look->due == EAR_FOLDER_NOTHING_DUE ? _ ("There is nothing new to write.") : _ ("There is something to write."));
}

static gboolean
run_status (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarFolderLook) look = ear_folder_look (store, NULL, cli->cancellable, error);

  if (look == NULL)
    return FALSE;
  if (cli->format != EAR_FORMAT_TEXT)
    {
      print_files (cli, look);
      return TRUE;
    }
  if (look->settings->path == NULL)
    {
      ear_output_say (_ ("No exchange folder is set."));
      return TRUE;
    }
  print_files (cli, look);
  say_seal (look->settings);
  say_state (look);
  return TRUE;
}

static gboolean
write_own (EarCli *cli, EarStore *store, GError **error)
{
  g_auto (EarFolderWritten) written = { 0 };
  EarCliProgress progress;
  gboolean done;

  ear_cli_progress_begin (&progress, NULL);
  done = ear_folder_write (store, &written, ear_cli_progress_cb, &progress, cli->cancellable, error);
  ear_cli_progress_end (&progress);
  if (!done || cli->format != EAR_FORMAT_TEXT)
    return done;
  if (written.wrote == EAR_FOLDER_NOTHING_DUE)
    ear_output_say (_ ("There is nothing new to write."));
  else
    ear_output_say (written.wrote == EAR_FOLDER_ALL_DUE ? _ ("Wrote everything, as “%s”.") : _ ("Wrote what is new, as “%s”."),
                    written.name);
  if (written.n_removed > 0)
    ear_output_say (ngettext ("Removed %u older file of this workbook, which that replaces.",
                              "Removed %u older files of this workbook, which that replaces.", written.n_removed),
                    written.n_removed);
  if (written.held_erased)
    ear_output_say (_ ("They still held what was withdrawn. Others may have copies of them: once they merge the new file, the words "
                       "are gone from their workbooks too."));
  return TRUE;
}

/* What cannot be merged now, and why. */
static void
note_left (const EarFolderLook *look, gboolean with_unsigned)
{
  for (guint i = 0; i < look->files->len; i++)
    {
      const EarFolderFile *file = look->files->pdata[i];

      if (file->copy)
        continue;
      if (file->fate == EAR_FOLDER_ARRIVING)
        ear_output_note (_ ("“%s” is still arriving; it is taken in once it is whole."), file->name);
      else if (file->fate == EAR_FOLDER_REFUSED || file->fate == EAR_FOLDER_NOT_FOR_US)
        ear_output_note (_ ("“%s” is left out. %s"), file->name, file->why);
      else if (file->fate == EAR_FOLDER_UNSIGNED && !with_unsigned)
        ear_output_note (_ ("“%s” is left out without --unsigned. %s"), file->name, file->why);
    }
}

static GStrv
paths_to_merge (EarCli *cli, const EarFolderLook *look)
{
  static const EarFolderFate fates[] = { EAR_FOLDER_NEW, EAR_FOLDER_STRANGER, EAR_FOLDER_UNSIGNED };
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fates) - !ear_cli_has (cli, "unsigned"); i++)
    {
      g_auto (GStrv) some = ear_folder_paths (look, fates[i]);

      g_strv_builder_addv (paths, (const char **) some);
    }
  return g_strv_builder_end (paths);
}

static gboolean
merge_paths (EarCli *cli, EarStore *store, const EarFolderLook *look, const char *const *paths, GError **error)
{
  g_autoptr (GHashTable) seen = ear_folder_seen (look);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));
  EarMergeOptions merging = { .allow_removals = ear_cli_has (cli, "allow-removals"), .seen = seen };
  g_autoptr (EarFolderMerge) done = NULL;
  EarCliProgress progress;

  if (!ear_cli_merge_find_accepted (cli, store, paths, &merging, ids, error))
    return FALSE;
  ear_cli_progress_begin (&progress, NULL);
  done = ear_folder_merge (store, paths, &merging, !ear_cli_has (cli, "dry-run"), ear_cli_progress_cb, &progress, cli->cancellable,
                           error);
  ear_cli_progress_end (&progress);
  if (done == NULL)
    {
      ear_cli_merge_explain (error);
      return FALSE;
    }
  for (guint i = 0; i < done->failures->len; i++)
    ear_output_note ("%s", ((EarFolderFailure *) done->failures->pdata[i])->error->message);
  if (done->merge != NULL)
    ear_cli_merge_print (cli, done->merge);
  ear_cli_scrub (cli, store);
  return TRUE;
}

static gboolean
check_there (const EarFolderLook *look, GError **error)
{
  g_autofree char *shown = NULL;

  if (look->settings->path == NULL)
    {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                   _ ("No exchange folder is set for this workbook. Nothing was changed. Set one with “%s folder WORKBOOK set "
                      "FOLDER”."),
                   EAR_CLI_NAME);
      return FALSE;
    }
  if (look->is_there)
    return TRUE;
  shown = g_filename_display_name (look->settings->path);
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
               _ ("The exchange folder “%s” is not there. Nothing was changed. If it is on a USB stick or a share, connect that, then "
                  "try again."),
               shown);
  return FALSE;
}

static gboolean
merge_others (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarFolderLook) look = ear_folder_look (store, NULL, cli->cancellable, error);
  g_auto (GStrv) paths = NULL;

  if (look == NULL || !check_there (look, error))
    return FALSE;
  note_left (look, ear_cli_has (cli, "unsigned"));
  paths = paths_to_merge (cli, look);
  if (*paths != NULL)
    return merge_paths (cli, store, look, (const char *const *) paths, error);
  if (cli->format == EAR_FORMAT_TEXT)
    ear_output_say (_ ("There is nothing new to merge."));
  return TRUE;
}

/* Written first, so that what comes in is not taken for something to pass on; and again where it is, since not all can read
 * it. */
static gboolean
sync_all (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarFolderLook) look = NULL;

  if (!write_own (cli, store, error) || !merge_others (cli, store, error))
    return FALSE;
  look = ear_folder_look (store, NULL, cli->cancellable, error);
  return look != NULL && (look->due == EAR_FOLDER_NOTHING_DUE || write_own (cli, store, error));
}

static gboolean
act (EarCli *cli, EarStore *store, const char *what, GError **error)
{
  if (g_str_equal (what, "set"))
    return run_set (cli, store, error);
  if (g_str_equal (what, "unset"))
    return ear_folder_unset (store, error);
  if (g_str_equal (what, "card"))
    return put_card (cli, store, error);
  if (g_str_equal (what, "write"))
    return write_own (cli, store, error);
  if (g_str_equal (what, "merge"))
    return merge_others (cli, store, error);
  return g_str_equal (what, "sync") ? sync_all (cli, store, error) : run_status (cli, store, error);
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *what = cli->arguments->len > 1 ? ear_cli_argument (cli, 1) : "status";
  g_autoptr (EarStore) store = NULL;

  if (!g_strv_contains (words, what) || g_str_equal (what, "set") != (cli->arguments->len == 3))
    return fail_usage (error, _ ("Say “status”, “unset”, “write”, “merge”, “sync” or “card”, or “set” and a folder."));
  if (!g_str_equal (what, "set") && (ear_cli_has (cli, "seal") || ear_cli_has (cli, "card") || ear_cli_has (cli, "folder-passphrase-file")))
    return fail_usage (error, _ ("--seal, --card and --folder-passphrase-file go with “set”."));
  if (!g_str_equal (what, "merge") && ear_cli_has (cli, "dry-run"))
    return fail_usage (error, _ ("--dry-run goes with “merge”."));
  store = ear_cli_open (cli, error);
  return store != NULL && act (cli, store, what, error);
}

const EarVerb ear_cli_folder = {
  .name = "folder",
  .arguments = "WORKBOOK [ACTION] [FOLDER]",
  .summary = N_ ("Exchange through a folder that something else copies between laptops"),
  .details = N_ ("Any folder will do that Syncthing, Nextcloud, OneDrive or a USB stick brings to the others. The action set chooses it, "
                 "write puts there what the others cannot have yet, merge takes in what they put there, sync does both, unset leaves it, "
                 "and status, which needs not be said, tells what is in it.\n"
                 "The action card puts this laptop's exchange card there. Cards of others that lie there are told by status, with "
                 "their words, and never taken in by themselves: compare the words with the owner, then say “card WORKBOOK accept "
                 "FILE”.\n"
                 "Files are sealed for the accepted devices whose exchange cards were taken in; --seal passphrase seals with one that "
                 "the workbook keeps, and --seal plain does not seal at all, so that whoever can open the folder, and whoever stores it, "
                 "reads everything that people said.\n"
                 "Only files of this workbook are ever removed, once a newer one of it holds everything that they held. Half-copied, "
                 "renamed and “conflicted” files do no harm: what is not whole is taken in later."),
  .example = "coordinator.earshot set /media/exchange",
  .options = options,
  .words = words,
  .least = 1,
  .most = 3,
  .lists = TRUE,
  .run = run,
};
