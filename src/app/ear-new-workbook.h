/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new workbook is more than an empty file: it knows whose it is, and the strategies, themes, groups and places that
 * ship are in it. One that could not be finished is taken away again. Main thread. */
#pragma once

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_SAMPLE_PASSPHRASE "sample"

char *ear_sample_path (void);

void ear_new_workbook_async (const char *path, const char *passphrase, const char *organisation, const char *device,
                             GAsyncReadyCallback callback, gpointer user_data);
void ear_sample_open_async (GAsyncReadyCallback callback, gpointer user_data);
EarWorkbook *ear_new_workbook_finish (GAsyncResult *result, GError **error); /* of both */

G_END_DECLS
