/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: welcome, unlock, then the sidebar with one page each. It owns the open workbook. */
#pragma once

#include <adwaita.h>

#include "ear-insight.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_WINDOW (ear_window_get_type ())
G_DECLARE_FINAL_TYPE (EarWindow, ear_window, EAR, WINDOW, AdwApplicationWindow)

EarWindow *ear_window_new (GtkApplication *application);

/* The window that @widget is in; pages reach it so and never keep it. */
EarWindow *ear_window_of (GtkWidget *widget);

EarWorkbook *ear_window_get_workbook (EarWindow *window); /* (nullable) */
void ear_window_take_workbook (EarWindow *window, EarWorkbook *workbook); /* (transfer full); shows it */
void ear_window_open_file (EarWindow *window, GFile *file); /* goes to the unlock page */
void ear_window_show_create (EarWindow *window);

/* Goes to a page: "sessions", "voices", "what-matters", "priorities", "heard", "actions", "exchange", "reports", "look". */
void ear_window_show_page (EarWindow *window, const char *page);
void ear_window_open_session (EarWindow *window, const EarId *session);
/* And goes to this item of its agenda. */
void ear_window_open_item (EarWindow *window, const EarId *session, const EarId *item);
/* Shows the Voices page with these filters (copied); the chips say which. */
void ear_window_show_voices (EarWindow *window, const EarVoiceFilter *filter);

/* @undo_cb is void (*) (EarWindow *window, gpointer data). The undo stays at Ctrl+Z after the toast is gone; without @text
 * there is no toast. */
void ear_window_toast (EarWindow *window, const char *text);
void ear_window_toast_undo (EarWindow *window, const char *text, GCallback undo_cb, gpointer data, GDestroyNotify data_free);
/* Deletes a record, with a toast that brings it back. */
void ear_window_delete (EarWindow *window, EarKind kind, const EarId *id, const char *text);
/* One voice, or its speaker. The dialogs look it up anew. */
void ear_window_set_permission (EarWindow *window, const EarId *voice, const char *permission);
void ear_window_withdraw (EarWindow *window, EarKind kind, const EarId *id);
void ear_window_show_safeguarding (EarWindow *window, const EarId *voice);
/* What was done about what people said. @ends holds EarActionEnd, @voices holds EarId. */
void ear_window_answer (EarWindow *window, const GArray *ends, const char *answers);
void ear_window_answer_voices (EarWindow *window, const GArray *voices);
void ear_window_answer_item (EarWindow *window, const EarId *item, const char *wording);
void ear_window_show_answers (EarWindow *window, const EarId *voice);
void ear_window_show_action (EarWindow *window, const EarId *action);
void ear_window_show_ledger (EarWindow *window, EarKind kind, const EarId *id);
void ear_window_tell (EarWindow *window, const EarId *group, const char *name);
/* What happened, what is safe, what to do; announced to screen readers. */
void ear_window_show_error (EarWindow *window, const char *title, const GError *error);

G_END_DECLS
