/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook for the window: an EarStore on a thread of its own, asked through GTask. Work runs one piece after
 * another in the order it was asked for. Drafts have a thread and a file of their own, so that what is being typed
 * reaches the disk while a merge is running. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

#define EAR_TYPE_WORKBOOK (ear_workbook_get_type ())
G_DECLARE_FINAL_TYPE (EarWorkbook, ear_workbook, EAR, WORKBOOK, GObject)

/* Runs on the workbook's thread. Returns its result, freed with the free function given along; %NULL with @error set. */
typedef gpointer (*EarWorkbookFunc) (EarStore *store, gpointer data, GCancellable *cancellable, GError **error);

void ear_workbook_create_async (const char *path, const char *passphrase, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
void ear_workbook_open_async (const char *path, const char *passphrase, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
EarWorkbook *ear_workbook_open_finish (GAsyncResult *result, GError **error); /* of both */

/* Asks the workbook's thread to run @func. @data is freed with @data_free on the calling thread's main context after
 * @callback. @result_free frees the result where nobody takes it. The signal "changed" is emitted on the main thread
 * after work that wrote something (@writes), and before it "erased" where words are gone for good. */
void ear_workbook_run_async (EarWorkbook *workbook, gboolean writes, EarWorkbookFunc func, gpointer data, GDestroyNotify data_free,
                             GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
gpointer ear_workbook_run_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error);

const char *ear_workbook_get_path (EarWorkbook *workbook);
gboolean ear_workbook_is_busy (EarWorkbook *workbook);

/* Blanking unused parts of the file after an erasure, while nothing else is to be done: the signal "scrubbing" tells when it
 * begins and ends. */
gboolean ear_workbook_get_scrub (EarWorkbook *workbook, double *fraction);
void ear_workbook_postpone_scrub (EarWorkbook *workbook);

/* Waits for all work asked for, then closes the file. Emits nothing more. */
void ear_workbook_close (EarWorkbook *workbook);

/* Drafts: @place names where it is typed, such as "capture/" and a session's id. An empty text forgets the draft.
 * The callback says when it is safely on disk; it may be %NULL. */
void ear_workbook_save_draft_async (EarWorkbook *workbook, const char *place, const char *text, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean ear_workbook_save_draft_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error);
void ear_workbook_load_drafts_async (EarWorkbook *workbook, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (element-type utf8 utf8): place → text */
GHashTable *ear_workbook_load_drafts_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error);

G_END_DECLS
