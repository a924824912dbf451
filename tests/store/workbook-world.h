/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook as the window uses it, waited for. */
#pragma once

#include "ear-test.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

/* Keeps what an asynchronous call is answered with, for world_wait(). */
void world_keep_result_cb (GObject *source, GAsyncResult *result, gpointer kept);
GAsyncResult *world_wait (GAsyncResult **result);
void world_settle (void); /* lets everything that was put off to the main loop be done */

EarWorkbook *world_open_or_create (const char *path, gboolean create, GError **error);
EarWorkbook *world_new_workbook (const char *path);
void world_close (EarWorkbook *workbook); /* and lets go of it */
gpointer world_run (EarWorkbook *workbook, gboolean writes, EarWorkbookFunc func, gpointer data, GError **error);

/* @text: (nullable): what was typed at @place, as the workbook gives it back. */
void world_assert_draft (EarWorkbook *workbook, const char *place, const char *text);

G_END_DECLS
