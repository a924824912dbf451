/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-store-folder.h"
#include "ear-store-private.h"
#include "ear-store-quarantine.h"

/**
 * ear_store_accept_device:
 *
 * Notes that this workbook takes in what @device sends. That it was accepted already is no error.
 */
gboolean
ear_store_accept_device (EarStore *store, const EarId *device, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc ((gint64) (ear_store_now_ms (store) / 1000));
  g_autofree char *happened = g_date_time_format (now, "%Y-%m-%dT%H:%M");
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO accepted (device, happened) VALUES (?, ?) ON CONFLICT DO NOTHING", error);

  if (insert == NULL)
    return FALSE;
  ear_statement_bind_id (insert, 1, device);
  ear_statement_bind_text (insert, 2, happened);
  return ear_statement_run (insert, error) && ear_store_folder_forget_waiting (store, error);
}

/**
 * ear_store_forget_accepted:
 *
 * What @device sends waits again from now on. That it was not accepted is no error.
 */
gboolean
ear_store_forget_accepted (EarStore *store, const EarId *device, GError **error)
{
  g_autoptr (EarStatement) forget = ear_connection_prepare (store->connection, "DELETE FROM accepted WHERE device = ?", error);

  if (forget == NULL)
    return FALSE;
  ear_statement_bind_id (forget, 1, device);
  return ear_statement_run (forget, error);
}

/**
 * ear_store_has_accepted:
 * @accepted: (out): whether this workbook takes in what @device sends; its own device always is
 */
gboolean
ear_store_has_accepted (EarStore *store, const EarId *device, gboolean *accepted, GError **error)
{
  g_autoptr (EarStatement) find = NULL;
  EarStep step;

  *accepted = !ear_id_is_none (device) && ear_id_equal (device, &store->device);
  if (*accepted)
    return TRUE;
  find = ear_connection_prepare (store->connection, "SELECT 1 FROM accepted WHERE device = ?", error);
  if (find == NULL)
    return FALSE;
  ear_statement_bind_id (find, 1, device);
  step = ear_statement_step (find, error);
  *accepted = step == EAR_STEP_ROW;
  return step != EAR_STEP_FAILED;
}
