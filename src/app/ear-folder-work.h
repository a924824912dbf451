/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with the shared folder on the workbook's thread. */
#pragma once

#include "ear-folder.h"
#include "ear-progress-box.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

/* For ear_page_feed_ask(); its data is an earlier look, or NULL. */
gpointer ear_folder_work_look (EarStore *store, gpointer before, GCancellable *cancellable, GError **error);

/* Puts this laptop's exchange card there. Gives its path. */
gpointer ear_folder_work_card (EarStore *store, gpointer data, GCancellable *cancellable, GError **error);

/* @path NULL: none any more. */
void ear_folder_set_async (EarWorkbook *workbook, const char *path, EarFolderSeal seal, const char *passphrase,
                           GAsyncReadyCallback callback, gpointer user_data);
gboolean ear_folder_set_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error);

void ear_folder_write_async (EarWorkbook *workbook, EarProgressShare *share, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (nullable): free with ear_folder_work_written_free() */
EarFolderWritten *ear_folder_write_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error);
void ear_folder_work_written_free (EarFolderWritten *written);

G_END_DECLS
