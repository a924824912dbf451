/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which folder this workbook exchanges through, and how it seals what it puts there. Both stay in the workbook. */
#include "ear-folder-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#include "ear-seal-format.h"

#define SETTING_PATH "folder"
#define SETTING_SEAL "folder-seal"
#define SETTING_PASSPHRASE "folder-passphrase"
#define SETTING_SALT "folder-salt"

static const char *const seal_names[] = { "devices", "passphrase", "plain" };

void
ear_folder_settings_free (EarFolderSettings *settings)
{
  if (settings == NULL)
    return;
  if (settings->passphrase != NULL)
    explicit_bzero (settings->passphrase, strlen (settings->passphrase));
  g_free (settings->path);
  g_free (settings->passphrase);
  g_free (settings);
}

static gboolean
remember (EarStore *store, const char *path, EarFolderSeal seal, const char *passphrase, GError **error)
{
  if (!ear_store_begin (store, error))
    return FALSE;
  if (ear_store_set_setting (store, SETTING_PATH, path, error)
      && ear_store_set_setting (store, SETTING_SEAL, path == NULL ? NULL : seal_names[seal], error)
      && ear_store_set_setting (store, SETTING_PASSPHRASE, passphrase, error)
      && ear_store_set_setting (store, SETTING_SALT, NULL, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

/**
 * ear_folder_set:
 * @path: a folder that is there
 * @seal: how what this workbook writes is sealed; plain only where a person was told what that exposes
 * @passphrase: (nullable): needed for %EAR_FOLDER_FOR_PASSPHRASE; kept in the workbook, which is encrypted
 *
 * Exchanges through this folder from now on. Nothing is written yet.
 */
gboolean
ear_folder_set (EarStore *store, const char *path, EarFolderSeal seal, const char *passphrase, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *shown = g_filename_display_name (whole);
  struct stat info;

  g_return_val_if_fail ((guint) seal < G_N_ELEMENTS (seal_names), FALSE);

  errno = ENOTDIR;
  if (stat (whole, &info) != 0 || !S_ISDIR (info.st_mode))
    {
      int code = errno;

      g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE,
                   _ ("“%s” is no folder that can be opened: %s. Nothing was changed. Choose one that is there."), shown,
                   g_strerror (code));
      return FALSE;
    }
  if (!g_utf8_validate (whole, -1, NULL))
    {
      g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE,
                   _ ("The name of the folder “%s” is not in UTF-8, so it cannot be remembered. Nothing was changed. Rename it."),
                   shown);
      return FALSE;
    }
  if (seal == EAR_FOLDER_FOR_PASSPHRASE && (passphrase == NULL || *passphrase == '\0'))
    {
      g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_PASSPHRASE,
                           _ ("A passphrase is needed that all who share the folder know. Nothing was changed."));
      return FALSE;
    }
  return remember (store, whole, seal, seal == EAR_FOLDER_FOR_PASSPHRASE ? passphrase : NULL, error);
}

/**
 * ear_folder_unset:
 *
 * Exchanges through no folder any more. What is in it stays there: others may not have merged it yet.
 */
gboolean
ear_folder_unset (EarStore *store, GError **error)
{
  return remember (store, NULL, EAR_FOLDER_FOR_DEVICES, NULL, error);
}

static gboolean
read_settings (EarStore *store, EarFolderSettings *settings, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *seal = NULL;

  settings->path = ear_store_get_setting (store, SETTING_PATH, &local);
  if (local == NULL)
    seal = ear_store_get_setting (store, SETTING_SEAL, &local);
  if (local == NULL)
    settings->passphrase = ear_store_get_setting (store, SETTING_PASSPHRASE, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (seal_names); i++)
    {
      if (g_strcmp0 (seal, seal_names[i]) == 0)
        settings->seal = (EarFolderSeal) i;
    }
  return TRUE;
}

/**
 * ear_folder_get:
 *
 * Returns: (transfer full) (nullable): the folder; its path is %NULL where none is set. %NULL with @error.
 */
EarFolderSettings *
ear_folder_get (EarStore *store, GError **error)
{
  g_autoptr (EarFolderSettings) settings = g_new0 (EarFolderSettings, 1);

  return read_settings (store, settings, error) ? g_steal_pointer (&settings) : NULL;
}

/**
 * ear_folder_salt:
 * @salt: (out): of this workbook's files in the folder
 *
 * A salt keeps whoever guesses from working for many passphrases at once, which it does whether or not files with one and the same
 * passphrase share it.
 */
gboolean
ear_folder_salt (EarStore *store, guint8 salt[EAR_SEAL_SALT_BYTES], GError **error)
{
  g_autofree char *text = ear_store_get_setting (store, SETTING_SALT, NULL);
  char digits[2 * EAR_SEAL_SALT_BYTES + 1];
  gsize size = 0;

  if (text != NULL && sodium_hex2bin (salt, EAR_SEAL_SALT_BYTES, text, strlen (text), NULL, &size, NULL) == 0
      && size == EAR_SEAL_SALT_BYTES)
    return TRUE;
  if (!ear_sodium_ready (error))
    return FALSE;
  randombytes_buf (salt, EAR_SEAL_SALT_BYTES);
  sodium_bin2hex (digits, sizeof digits, salt, EAR_SEAL_SALT_BYTES);
  return ear_store_set_setting (store, SETTING_SALT, digits, error);
}
