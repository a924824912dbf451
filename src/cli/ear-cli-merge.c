/* SPDX-License-Identifier: GPL-3.0-or-later */
/* merge: takes in what other workbooks exported, or says what that would do. */
#include "ear-cli-merge.h"

#include <glib/gi18n-lib.h>

#include "ear-cli-passphrase.h"
#include "ear-folder.h"

static const EarOption options[] = {
  { "dry-run", 'n', NULL, N_ ("Say what would change, and change nothing"), EAR_OPTION_PLAIN, NULL },
  { "accept", 'a', N_ ("DEVICE|all"), N_ ("Accept the device that wrote a file, by its id or its name; all: of every file"),
    EAR_OPTION_REPEATABLE, NULL },
  { "allow-removals", 0, NULL, N_ ("Let it delete or erase many records that others than the sender wrote"), EAR_OPTION_PLAIN,
    NULL },
  { "file-passphrase-file", 0, N_ ("FILE"), N_ ("Read the passphrase of sealed files from the first line of a file"),
    EAR_OPTION_FILE, NULL },
  { NULL },
};

static const EarColumn columns[] = {
  { "file", NULL, EAR_CELL_TEXT },
  { "kind", N_ ("Kind"), EAR_CELL_TEXT },
  { "added", N_ ("Added"), EAR_CELL_NUMBER },
  { "updated", N_ ("Updated"), EAR_CELL_NUMBER },
  { "deleted", N_ ("Deleted"), EAR_CELL_NUMBER },
  { "restored", N_ ("Restored"), EAR_CELL_NUMBER },
  { "erased", N_ ("Erased"), EAR_CELL_NUMBER },
  { "unchanged", N_ ("Unchanged"), EAR_CELL_NUMBER },
  { "waiting", N_ ("Waiting"), EAR_CELL_NUMBER },
  { "sender", NULL, EAR_CELL_TEXT },
};

static const EarOutcome column_outcomes[] = {
  EAR_OUTCOME_ADDED, EAR_OUTCOME_UPDATED, EAR_OUTCOME_DELETED, EAR_OUTCOME_RESTORED, EAR_OUTCOME_ERASED, EAR_OUTCOME_UNCHANGED,
};

/* What becomes of the records of one file, or of several files together. */
typedef struct
{
  guint counts[EAR_N_KINDS][EAR_N_OUTCOMES];
  guint waiting[EAR_N_KINDS];
  guint n_records, n_known; /* the latter are here already, just as they are in the file */
} Tally;

static void
add_file (Tally *tally, const EarMergeFile *file)
{
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      for (guint outcome = 0; outcome < EAR_N_OUTCOMES; outcome++)
        tally->counts[kind][outcome] += file->result.counts[kind][outcome];
      tally->waiting[kind] += file->quarantined[kind];
      tally->n_known += file->result.counts[kind][EAR_OUTCOME_UNCHANGED];
    }
  tally->n_records += file->result.n_records;
}

/* Kinds of which nothing is in the file are left out; for people, those too of which all is here already. */
static gboolean
is_told (EarCli *cli, const Tally *tally, guint kind)
{
  guint n = tally->waiting[kind];

  for (guint outcome = 0; outcome < EAR_N_OUTCOMES; outcome++)
    n += outcome == EAR_OUTCOME_UNCHANGED && cli->format == EAR_FORMAT_TEXT ? 0 : tally->counts[kind][outcome];
  return n > 0;
}

static void
add_rows (EarCli *cli, EarOutput *output, const Tally *tally, const EarMergeFile *file)
{
  g_autofree char *shown = file == NULL ? NULL : g_filename_display_name (file->path);

  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      g_autofree char *plural = ear_cli_kind_plural ((EarKind) kind);

      if (!is_told (cli, tally, kind))
        continue;
      ear_output_text (output, shown);
      ear_output_text (output, plural);
      for (gsize i = 0; i < G_N_ELEMENTS (column_outcomes); i++)
        ear_output_number (output, tally->counts[kind][column_outcomes[i]]);
      ear_output_number (output, tally->waiting[kind]);
      if (file == NULL || ear_id_is_none (&file->result.from_device))
        ear_output_text (output, NULL);
      else
        ear_output_id (output, &file->result.from_device);
    }
}

static void
print_tally (EarCli *cli, const Tally *tally)
{
  g_autoptr (EarOutput) output = NULL;

  if (tally->n_known < tally->n_records)
    {
      output = ear_output_new (EAR_FORMAT_TEXT, columns, G_N_ELEMENTS (columns));
      add_rows (cli, output, tally, NULL);
      ear_output_print (output);
    }
  if (tally->n_known > 0 && tally->n_known == tally->n_records)
    ear_output_say (_ ("All of them are here already."));
  else if (tally->n_known > 0)
    ear_output_say (ngettext ("%u record is here already, just as it is there.", "%u records are here already, just as they are there.",
                              tally->n_known),
                    tally->n_known);
}

static void
say_conflicts (EarCli *cli, guint n)
{
  g_autofree char *workbook = g_shell_quote (ear_cli_argument (cli, 0));

  if (n > 0)
    ear_output_say (ngettext ("In %u place two people had changed the same thing without seeing each other's change. Both values are "
                              "kept; “%s look %s” settles it.",
                              "In %u places two people had changed the same thing without seeing each other's change. Both values are "
                              "kept; “%s look %s” settles it.",
                              n),
                    n, EAR_CLI_NAME, workbook);
}

static void
say_what (EarCli *cli, const EarMergeFile *file)
{
  /* What nobody typed is called as the folder is listed. */
  g_autofree char *shown = g_str_equal (cli->verb->name, "merge") ? g_filename_display_name (file->path) : g_strdup (file->name);
  const char *from = file->result.from_name;

  if (from != NULL && file->organisation != NULL)
    ear_output_say (ngettext ("“%s”, from %s (%s): %u record", "“%s”, from %s (%s): %u records", file->result.n_records), shown, from,
                    file->organisation, file->result.n_records);
  else if (from != NULL)
    ear_output_say (ngettext ("“%s”, from %s: %u record", "“%s”, from %s: %u records", file->result.n_records), shown, from,
                    file->result.n_records);
  else
    ear_output_say (ngettext ("“%s”: %u record", "“%s”: %u records", file->result.n_records), shown, file->result.n_records);
  if (file->partial)
    ear_output_say (_ ("It holds a part only of what its sender has."));
}

/* The command as it can be pasted into a shell. */
static char *
accepting_command (EarCli *cli, const EarMergeFile *file)
{
  g_autofree char *workbook = g_shell_quote (ear_cli_argument (cli, 0));
  g_autofree char *path = g_shell_quote (file->path);
  char id[EAR_ID_TEXT_SIZE];

  ear_id_format (&file->result.from_device, id);
  if (ear_cli_has (cli, "dry-run"))
    return g_strdup_printf ("%s merge %s %s --accept %s", EAR_CLI_NAME, workbook, path, id);
  return g_strdup_printf ("%s devices %s accept %s", EAR_CLI_NAME, workbook, id);
}

static void
say_waiting (EarCli *cli, const EarMergeFile *file)
{
  g_autofree char *workbook = g_shell_quote (ear_cli_argument (cli, 0));
  g_autofree char *command = NULL;

  if (file->n_quarantined == 0)
    return;
  if (file->sender != EAR_SENDER_NEW)
    {
      ear_output_say (ngettext ("%u record was written more than a day in the future, as this laptop's clock has it, and waits: "
                                "“%s quarantine %s”.",
                                "%u records were written more than a day in the future, as this laptop's clock has it, and wait: "
                                "“%s quarantine %s”.",
                                file->n_quarantined),
                      file->n_quarantined, EAR_CLI_NAME, workbook);
      return;
    }
  command = accepting_command (cli, file);
  ear_output_say (ngettext ("%u record waits, since nobody here has accepted the device that sent it.",
                            "%u records wait, since nobody here has accepted the device that sent them.", file->n_quarantined),
                  file->n_quarantined);
  if (file->words != NULL)
    ear_output_say (_ ("Ask its owner, by phone or in person, for its words. They must be: %s"), file->words);
  ear_output_say (_ ("Then accept it with: %s"), command);
}

static void
say_removals (EarCli *cli, const EarMergeFile *file)
{
  if (file->n_removals == 0)
    return;
  ear_output_say (ngettext ("%u record that is deleted or erased was not the sender's own:",
                            "%u records that are deleted or erased were not the sender's own:", file->n_removals),
                  file->n_removals);
  for (guint i = 0; i < file->changes->len; i++)
    {
      const EarMergeChange *change = file->changes->pdata[i];
      char id[EAR_ID_TEXT_SIZE];

      if (!change->removes_others)
        continue;
      if (change->outcome == EAR_OUTCOME_ERASED)
        ear_output_say (_ ("  erased: %s %s %s"), ear_kind_info (change->kind)->name, ear_id_format (&change->id, id),
                        change->label != NULL ? change->label : "");
      else
        ear_output_say (_ ("  deleted: %s %s %s"), ear_kind_info (change->kind)->name, ear_id_format (&change->id, id),
                        change->label != NULL ? change->label : "");
    }
  if (file->n_removals > EAR_MERGE_MAX_REMOVALS && ear_cli_has (cli, "dry-run") && !ear_cli_has (cli, "allow-removals"))
    ear_output_say (_ ("So many are only removed with --allow-removals."));
}

/* Whoever codes with a theme should know what became of it. */
static void
say_codebook (const EarMergeFile *file)
{
  g_autoptr (GPtrArray) events = ear_merge_codebook (file);

  for (guint i = 0; i < events->len; i++)
    {
      g_autofree char *words = ear_codebook_event_words (events->pdata[i]);

      ear_output_say (_ ("Codebook: %s."), words);
    }
}

static void
print_file (EarCli *cli, const EarMergeFile *file)
{
  Tally tally = { 0 };

  add_file (&tally, file);
  say_what (cli, file);
  print_tally (cli, &tally);
  say_conflicts (cli, file->result.n_conflicts);
  say_codebook (file);
  say_waiting (cli, file);
  say_removals (cli, file);
}

/* Told with each file, too; of thirty files that is far above what is on the screen in the end. */
static void
say_all_waiting (const EarMerge *merge)
{
  guint n = 0;

  for (guint i = 0; i < merge->files->len; i++)
    {
      const EarMergeFile *file = merge->files->pdata[i];

      n += file->sender == EAR_SENDER_NEW ? file->n_quarantined : 0;
    }
  if (n > 0)
    ear_output_say (ngettext ("%u record waits, since nobody here has accepted the device that sent it. Once you have compared the words of "
                              "all, “--accept all” takes it in.",
                              "%u records wait, since nobody here has accepted the devices that sent them. Once you have compared the words "
                              "of all, “--accept all” takes them in.",
                              n),
                    n);
}

/* A person with thirty files wants to know first what they are together. */
static void
print_all (EarCli *cli, const EarMerge *merge)
{
  Tally tally = { 0 };

  for (guint i = 0; i < merge->files->len; i++)
    add_file (&tally, merge->files->pdata[i]);
  ear_output_say (ngettext ("%u file together: %u records", "%u files together: %u records", merge->files->len), merge->files->len,
                  tally.n_records);
  print_tally (cli, &tally);
  say_conflicts (cli, merge->n_conflicts);
  say_all_waiting (merge);
}

/* What a merge did, or would do with --dry-run. */
void
ear_cli_merge_print (EarCli *cli, const EarMerge *merge)
{
  g_autoptr (EarOutput) output = NULL;
  g_autofree char *workbook = g_shell_quote (ear_cli_argument (cli, 0));

  if (cli->format != EAR_FORMAT_TEXT)
    {
      output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
      for (guint i = 0; i < merge->files->len; i++)
        {
          Tally tally = { 0 };

          add_file (&tally, merge->files->pdata[i]);
          add_rows (cli, output, &tally, merge->files->pdata[i]);
        }
      ear_output_print (output);
      return;
    }
  for (guint i = 0; i < merge->files->len; i++)
    {
      print_file (cli, merge->files->pdata[i]);
      if (merge->files->len > 1)
        ear_output_say ("%s", "");
    }
  if (merge->files->len > 1)
    print_all (cli, merge);
  if (ear_cli_has (cli, "dry-run"))
    ear_output_say (_ ("This is what merging would do. Nothing was changed."));
  else if (merge->merge != 0)
    ear_output_say (_ ("This was merge %" G_GINT64_FORMAT ". “%s undo %s” takes it back."), merge->merge, EAR_CLI_NAME, workbook);
}

/* The files' senders are looked at when one is named by a name. */
static gboolean
find_sender (const EarFolderMerge *looked, const char *name, EarId *id, GError **error)
{
  g_autofree char *key = g_utf8_casefold (name, -1);
  guint n = 0;

  for (guint i = 0; looked->merge != NULL && i < looked->merge->files->len; i++)
    {
      const EarMergeFile *file = looked->merge->files->pdata[i];
      g_autofree char *theirs = file->result.from_name == NULL ? NULL : g_utf8_casefold (file->result.from_name, -1);

      if (g_strcmp0 (theirs, key) != 0 || (n > 0 && ear_id_equal (id, &file->result.from_device)))
        continue;
      *id = file->result.from_device;
      n++;
    }
  if (n == 1)
    return TRUE;
  if (n == 0 && looked->failures->len > 0)
    {
      g_propagate_error (error, g_error_copy (((EarFolderFailure *) looked->failures->pdata[0])->error));
      return FALSE;
    }
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
               n == 0 ? _ ("None of the files is from a device “%s”. Nothing was changed. --dry-run says whom they are from.")
                      : _ ("Several devices that the files are from are called “%s”. Nothing was changed. Accept by id; --dry-run "
                           "says it."),
               name);
  return FALSE;
}

/* Whom --accept names. @ids owns what @merging then refers to. */
gboolean
ear_cli_merge_find_accepted (EarCli *cli, EarStore *store, const char *const *paths, EarMergeOptions *merging, GArray *ids,
                             GError **error)
{
  const char *const *names = ear_cli_values (cli, "accept");
  g_autoptr (EarFolderMerge) looked = NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      EarId id;

      if (g_str_equal (names[i], "all"))
        {
          merging->accept_all = TRUE;
          continue;
        }
      if (!ear_id_parse (names[i], &id))
        {
          /* A file that is of no use does not hide who the others are from. */
          if (looked == NULL)
            looked = ear_folder_merge (store, paths, merging, FALSE, NULL, NULL, cli->cancellable, error);
          if (looked == NULL || !find_sender (looked, names[i], &id, error))
            return FALSE;
        }
      g_array_append_val (ids, id);
    }
  merging->accept = (const EarId *) (gconstpointer) ids->data;
  merging->n_accept = ids->len;
  return TRUE;
}

/* Says how to go on where a merge asks first. */
void
ear_cli_merge_explain (GError **error)
{
  if (error != NULL && g_error_matches (*error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_ASKS_FIRST))
    g_prefix_error (error, _ ("--dry-run lists what would be removed, --allow-removals lets it. "));
}

static EarMerge *
merge (EarCli *cli, EarStore *store, const EarMergeOptions *merging, GError **error)
{
  const char *const *paths = (const char *const *) cli->arguments->pdata + 1;
  g_autofree char *shown = g_filename_display_name (paths[0]);
  EarCliProgress progress;
  EarMerge *done;

  ear_cli_progress_begin (&progress, shown);
  done = (ear_cli_has (cli, "dry-run") ? ear_merge_preview : ear_merge_apply) (store, paths, merging, ear_cli_progress_cb, &progress,
                                                                             cli->cancellable, error);
  ear_cli_progress_end (&progress);
  return done;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *secret = ear_cli_value (cli, "file-passphrase-file");
  g_autoptr (EarStore) store = ear_cli_open (cli, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));
  g_autoptr (EarPassphrase) passphrase = NULL;
  g_autoptr (EarMerge) done = NULL;
  EarMergeOptions merging = { .allow_removals = ear_cli_has (cli, "allow-removals") };

  if (store == NULL || (secret != NULL && (passphrase = ear_cli_passphrase_from (secret, error)) == NULL))
    return FALSE;
  merging.passphrase = passphrase;
  if (!ear_cli_merge_find_accepted (cli, store, (const char *const *) cli->arguments->pdata + 1, &merging, ids, error))
    return FALSE;
  done = merge (cli, store, &merging, error);
  if (done != NULL)
    {
      ear_cli_merge_print (cli, done);
      ear_cli_scrub (cli, store);
      return TRUE;
    }
  ear_cli_merge_explain (error);
  return FALSE;
}

const EarVerb ear_cli_merge = {
  .name = "merge",
  .arguments = "WORKBOOK FILE…",
  .summary = N_ ("Take in what other workbooks exported"),
  .details = N_ ("Merges bundles written by export, and lists in the format of strategies. The order does not matter, and merging the "
                 "same file again changes nothing. "
                 "Nothing is lost: a value that no longer shows stays in the record's history.\n"
                 "What a device sent that nobody here has accepted waits until it is, with --accept or “devices”; so does what was "
                 "written more than a day in the future. A file that would delete or erase many records that others wrote is refused "
                 "unless --allow-removals is given.\n"
                 "All the files are taken in, or none: when one of them is refused, or the program is stopped, the workbook is as it "
                 "was. “undo” takes a merge back."),
  .example = "coordinator.earshot thurrock.xml partner.xml --accept all",
  .options = options,
  .least = 2,
  .most = G_MAXUINT,
  .lists = TRUE,
  .run = run,
};
