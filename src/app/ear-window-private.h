/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the window share. */
#pragma once

#include "ear-look-counter.h"
#include "ear-scrub-box.h"
#include "ear-window.h"

G_BEGIN_DECLS

typedef void (*EarUndo) (EarWindow *window, gpointer data);

struct _EarWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;                /* "start", "workbook", "closing" */
  AdwNavigationView *start;       /* welcome, create, unlock */
  AdwNavigationSplitView *split;
  AdwWindowTitle *sidebar_title;
  GtkListBox *sidebar_list;
  GtkWidget *look_row, *look_badge; /* of the sidebar */
  EarLookCounter *look_counter;
  EarScrubBox *scrub_box;
  AdwNavigationView *sessions;    /* the list, one session */
  AdwNavigationPage *sessions_content;

  EarWorkbook *workbook;
  GHashTable *pages;              /* name → AdwNavigationPage */
  const char *shown;              /* name */
  gboolean closing;               /* the workbook is being put away */
  gboolean quitting;              /* and then the window goes */

  AdwToast *undo_toast;
  EarUndo undo;
  gpointer undo_data;
  GDestroyNotify undo_free;
};

/* ear-window-actions.c */
void ear_window_install_actions (GtkWidgetClass *klass);
void ear_window_update_actions (EarWindow *window);
void ear_window_forget_undo (EarWindow *window);

/* ear-window-voice.c */
void ear_window_install_voice_actions (GtkWidgetClass *klass);
void ear_window_watch_erasures (EarWindow *window);

G_END_DECLS
