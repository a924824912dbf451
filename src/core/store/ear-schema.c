/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-schema.h"

#include <glib/gi18n-lib.h>

#include "ear-store-resources.h"

/* Naming the resource keeps the linker from leaving it out of programs that link this library. */
GResource *
ear_schema_get_resource (void)
{
  return ear_store_get_resource ();
}

static gboolean
run_script (EarConnection *connection, const char *folder, gint64 version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%03" G_GINT64_FORMAT ".sql", folder, version);
  g_autoptr (GBytes) script = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  /* GResource ends its data with a NUL that it does not count. */
  return script != NULL && ear_connection_execute (connection, g_bytes_get_data (script, NULL), error);
}

/**
 * ear_schema_migrate:
 * @from: the version the file has; 0 for a new one
 * @to: the version it is to have
 * @resource_folder: where NNN.sql are
 *
 * Runs every script between the two in one transaction: the file is at @to afterwards, or as it was.
 */
gboolean
ear_schema_migrate (EarConnection *connection, gint64 from, gint64 to, const char *resource_folder, GError **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT "; PRAGMA application_id = %d;", to,
                                            EAR_SCHEMA_APPLICATION_ID);

  if (!ear_connection_begin (connection, error))
    return FALSE;
  for (gint64 version = from + 1; version <= to; version++)
    {
      if (!run_script (connection, resource_folder, version, error))
        goto take_back;
    }
  if (ear_connection_execute (connection, stamp, error) && ear_connection_commit (connection, error))
    return TRUE;

take_back:
  ear_connection_rollback (connection);
  return FALSE;
}

gboolean
ear_schema_create (EarConnection *connection, GError **error)
{
  return ear_schema_migrate (connection, 0, EAR_SCHEMA_VERSION, EAR_SCHEMA_FOLDER, error);
}

/**
 * ear_schema_check:
 * @version: (out): the version the file has
 *
 * Returns: whether the file is a workbook that this Earshot can open or bring up to date.
 */
gboolean
ear_schema_check (EarConnection *connection, gint64 *version, GError **error)
{
  gint64 application;
  g_autofree char *name = g_path_get_basename (ear_connection_path (connection));

  if (!ear_connection_integer (connection, "PRAGMA application_id", &application, error)
      || !ear_connection_integer (connection, "PRAGMA user_version", version, error))
    return FALSE;
  if (application != EAR_SCHEMA_APPLICATION_ID || *version < 1)
    {
      g_set_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_NOT_A_WORKBOOK,
                   _ ("“%s” is encrypted, but not by Earshot. Nothing was changed."), name);
      return FALSE;
    }
  if (*version > EAR_SCHEMA_VERSION)
    {
      g_set_error (error, EAR_STORE_ERROR, EAR_STORE_ERROR_NEWER_VERSION,
                   _ ("“%s” was written by a newer Earshot. Nothing was changed. Update Earshot on this computer, then open it "
                      "again."),
                   name);
      return FALSE;
    }
  return TRUE;
}
