/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the workbook, finding what was named, and writing what more than one verb writes. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ear-cli-passphrase.h"
#include "ear-csv-records.h"
#include "ear-insight.h"

/**
 * ear_cli_open:
 *
 * Opens the workbook that is the first argument. Signals stop what it does from then on.
 */
EarStore *
ear_cli_open (EarCli *cli, GError **error)
{
  const char *path = ear_cli_argument (cli, 0);
  g_autoptr (EarPassphrase) passphrase = ear_cli_passphrase (cli, path, FALSE, error);
  EarStore *store = passphrase == NULL ? NULL : ear_store_open_unscrubbed (path, passphrase, error);

  if (store == NULL)
    return NULL;
  ear_cli_scrub (cli, store);
  ear_store_set_cancellable (store, cli->cancellable);
  return store;
}

/**
 * ear_cli_kind_plural:
 *
 * Returns: (transfer full): "sessions", "contribution-groups" …
 */
char *
ear_cli_kind_plural (EarKind kind)
{
  return g_strdelimit (g_strdup (ear_kind_info (kind)->table), "_", '-');
}

/**
 * ear_cli_find:
 * @id: (out): the record
 *
 * Like ear_find(), but none is an error too, with a word on where to look.
 */
gboolean
ear_cli_find (EarStore *store, EarKind kind, const char *name, EarId *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *kinds = NULL;

  if (ear_find (store, kind, name, id, &local))
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  kinds = ear_cli_kind_plural (kind);
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
               _ ("There is no %s “%s” in this workbook. Nothing was changed. “%s list WORKBOOK %s” shows those there are."),
               ear_kind_info (kind)->name, name, EAR_CLI_NAME, kinds);
  return FALSE;
}

/**
 * ear_cli_find_option:
 * @id: room for the record's id
 * @found: (out): @id, or %NULL where the option was not given
 */
gboolean
ear_cli_find_option (EarCli *cli, EarStore *store, const char *option, EarKind kind, EarId *id, const EarId **found,
                     GError **error)
{
  const char *name = ear_cli_value (cli, option);

  *found = NULL;
  if (name == NULL)
    return TRUE;
  if (!ear_cli_find (store, kind, name, id, error))
    return FALSE;
  *found = id;
  return TRUE;
}

/**
 * ear_cli_ensure_organisation:
 * @sector: (nullable): of one that is made
 *
 * Finds an organisation by its name, or makes it as an import would, so that two laptops of one organisation agree on
 * which it is. Inside a transaction of the caller's.
 */
gboolean
ear_cli_ensure_organisation (EarStore *store, const char *name, const char *sector, EarId *id, GError **error)
{
  EarCsvNames names = { 0 };
  gboolean done = ear_csv_names_load (&names, store, EAR_KIND_ORGANISATION, error) && ear_csv_names_need (&names, name, id, error);
  gboolean made = done && names.made->len > 0;
  g_autoptr (EarRecord) organisation = NULL;

  ear_csv_names_clear (&names);
  if (!made || sector == NULL)
    return done;
  organisation = ear_store_get (store, EAR_KIND_ORGANISATION, id, error);
  if (organisation == NULL)
    return FALSE;
  ear_record_set (organisation, EAR_ORGANISATION_SECTOR, sector);
  return ear_store_put (store, organisation, error);
}

static const char *
own_name (const EarRecord *record)
{
  static const char *const names[] = { "name", "title", "label", "ref" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint field;

      if (ear_field_from_name (record->kind, names[i], &field) && ear_record_get (record, field) != NULL)
        return ear_record_get (record, field);
    }
  return NULL;
}

/**
 * ear_cli_label:
 *
 * Returns: (transfer full) (nullable): what a person calls the record; %NULL where it has no name or is not here.
 */
char *
ear_cli_label (EarStore *store, EarKind kind, const EarId *id)
{
  g_autoptr (EarRecord) record = ear_store_get (store, kind, id, NULL);

  return record == NULL ? NULL : g_strdup (own_name (record));
}

/**
 * ear_cli_coder:
 *
 * Returns: (transfer full) (nullable): who chooses themes here: whom --coder names, or else this laptop, as in the window.
 */
char *
ear_cli_coder (const EarCli *cli, EarStore *store)
{
  const char *coder = ear_cli_value (cli, "coder");
  EarId device;

  if (coder != NULL)
    return g_strdup (coder);
  return ear_store_get_device (store, &device, NULL) ? ear_cli_label (store, EAR_KIND_DEVICE, &device) : NULL;
}

/**
 * ear_cli_code_voice:
 * @coder: (nullable)
 *
 * Gives a voice a theme. The same theme by the same coder again changes nothing, here or on another laptop, whether it
 * was chosen so or came with an import; nor where somebody said since which part of a split theme it means.
 */
gboolean
ear_cli_code_voice (EarStore *store, const EarId *contribution, const EarId *theme, const char *coder, GError **error)
{
  char one[EAR_ID_TEXT_SIZE], other[EAR_ID_TEXT_SIZE];
  EarId id = ear_csv_id ((const char *[]){ "coding", ear_id_format (contribution, one), ear_id_format (theme, other),
                                           coder == NULL ? "" : coder, NULL });
  g_autoptr (EarRecord) coding = ear_record_new_with_id (EAR_KIND_CODING, &id);
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) here = ear_store_get (store, EAR_KIND_CODING, &id, &local);
  EarId settled;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (here != NULL && !ear_record_is_deleted (here) && ear_record_get_id (here, EAR_CODING_THEME, &settled)
      && !ear_id_equal (&settled, theme))
    return TRUE;
  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, contribution);
  ear_record_set_id (coding, EAR_CODING_THEME, theme);
  ear_record_set (coding, EAR_CODING_CODER, coder);
  return ear_store_put (store, coding, error);
}

/**
 * ear_cli_refuse_workbook:
 * @path: a file that is about to be written over
 *
 * Returns: whether it is none of the workbook's own files, which a slip of the pen must not destroy.
 */
gboolean
ear_cli_refuse_workbook (EarStore *store, const char *path, GError **error)
{
  GStatBuf own, other;
  g_autofree char *shown = NULL;

  if (!g_str_has_suffix (path, ".earshot")
      && (g_stat (path, &other) != 0 || g_stat (ear_store_get_path (store), &own) != 0 || own.st_dev != other.st_dev
          || own.st_ino != other.st_ino))
    return TRUE;
  shown = g_filename_display_basename (path);
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_OUTPUT,
               _ ("“%s” is the name of a workbook, which this would write over. Nothing was changed. Choose another name."), shown);
  return FALSE;
}

/**
 * ear_cli_scrub:
 *
 * Blanks unused parts of the file after something was erased, with progress. What is erased is erased: what is left to be done is
 * told, and is no failure.
 */
void
ear_cli_scrub (EarCli *cli, EarStore *store)
{
  g_autoptr (GError) error = NULL;
  EarCliProgress progress;
  gboolean done;

  ear_cli_progress_begin (&progress, _ ("Blanking what was erased"));
  done = ear_store_scrub_watched (store, ear_cli_progress_cb, &progress, cli->cancellable, &error);
  ear_cli_progress_end (&progress);
  if (done)
    return;
  /* Whoever stopped it does not want to wait for it when the workbook is closed either. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      ear_store_postpone_scrub (store);
      ear_output_note ("%s", error->message);
      return;
    }
  ear_output_note (_ ("What was erased can no longer be read or found. Unused parts of the file could not be blanked yet, and may still "
                      "hold traces of them: opening the workbook again does it, once this is mended. %s"),
                   error->message);
}

/* A preset that is none is a mistake in the command line. */
gboolean
ear_cli_read_preset (const char *text, EarPreset *preset, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (ear_preset_parse (text, preset, &cause))
    return TRUE;
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, cause->message);
  return FALSE;
}
