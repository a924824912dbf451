/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workbook-world.h"

#include "ear-raw.h"

void
world_keep_result_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer kept)
{
  *(GAsyncResult **) kept = g_object_ref (result);
}

GAsyncResult *
world_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

void
world_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

EarWorkbook *
world_open_or_create (const char *path, gboolean create, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  (create ? ear_workbook_create_async : ear_workbook_open_async) (path, EAR_RAW_KEY, NULL, world_keep_result_cb, &result);
  return ear_workbook_open_finish (world_wait (&result), error);
}

EarWorkbook *
world_new_workbook (const char *path)
{
  g_autoptr (GError) error = NULL;
  EarWorkbook *workbook = world_open_or_create (path, TRUE, &error);

  g_assert_no_error (error);
  return workbook;
}

void
world_close (EarWorkbook *workbook)
{
  ear_workbook_close (workbook);
  g_object_unref (workbook);
  world_settle ();
}

gpointer
world_run (EarWorkbook *workbook, gboolean writes, EarWorkbookFunc func, gpointer data, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ear_workbook_run_async (workbook, writes, func, data, NULL, NULL, NULL, world_keep_result_cb, &result);
  return ear_workbook_run_finish (workbook, world_wait (&result), error);
}

static GHashTable *
load_drafts (EarWorkbook *workbook)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *drafts;

  ear_workbook_load_drafts_async (workbook, world_keep_result_cb, &result);
  drafts = ear_workbook_load_drafts_finish (workbook, world_wait (&result), &error);
  g_assert_no_error (error);
  return drafts;
}

void
world_assert_draft (EarWorkbook *workbook, const char *place, const char *text)
{
  g_autoptr (GHashTable) drafts = load_drafts (workbook);

  g_assert_cmpstr (g_hash_table_lookup (drafts, place), ==, text);
}
