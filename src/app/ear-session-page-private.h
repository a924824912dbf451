/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the session page share. */
#pragma once

#include "ear-session-page.h"

#include "ear-assembly-list.h"
#include "ear-capture-line.h"
#include "ear-draft-saver.h"
#include "ear-occasion-panel.h"
#include "ear-occasion-work.h"
#include "ear-page-feed.h"
#include "ear-session-view.h"
#include "ear-voice-item.h"
#include "ear-voice-work.h"

G_BEGIN_DECLS

struct _EarSessionPage
{
  AdwNavigationPage parent_instance;

  AdwToolbarView *toolbar;
  AdwWindowTitle *title;
  AdwBanner *problem;
  GtkButton *summary;
  GtkLabel *summary_label;
  AdwToastOverlay *toasts;
  AdwOverlaySplitView *split;
  GtkStack *stack; /* "loading", "list", "empty", "failed" */
  AdwStatusPage *failed;
  GMenu *menu;
  GtkListView *list;
  GtkSingleSelection *selection;
  EarCaptureLine *line;
  EarOccasionPanel *occasion;
  AdwClamp *agenda_bar; /* of an Assembly only */
  GtkLabel *agenda_label;
  GtkDropDown *stance;

  EarId id;
  EarWorkbook *workbook;
  EarPageFeed *feed;
  EarSessionView *view;      /* NULL until it is read */
  EarCatalogue *catalogue;   /* NULL until it is read */
  GListStore *voices;        /* EarVoiceItem */
  GCancellable *cancellable; /* cancelled when the page goes */
  GtkWindow *room;           /* (nullable) what the room sees; it is closed with the page */
  gboolean was_shown;        /* voices were there once: from then on the list is scrolled only to what is added */
  EarId scroll_to;

  /* ear-session-page-agenda.c */
  EarPageFeed *agenda_feed;
  EarAssembly *assembly;     /* (nullable) */
  guint agenda_item;         /* that is spoken about, from 0 */
  EarId agenda_wanted;       /* EAR_ID_NONE, or which is to be that once it is read */
  GtkWindow *stage;          /* (nullable) what the hall sees; it is closed with the page */

  /* ear-session-page-line.c */
  gboolean drafts_loaded;    /* until then nothing may be saved over them */
  EarDraftSaver *draft;      /* of a new voice */
  EarDraftSaver *paste_draft; /* (nullable) of a page that is being looked at */
  EarDraftSaver *edit_draft; /* (nullable) of the voice that is being changed */
  EarRecord *changing;       /* (nullable) that voice, as it was when the change began */
  char *changing_line;       /* (nullable) and the line it made */
  char *set_aside;           /* (nullable) the new voice that stood in the line before */
  GPtrArray *pending;        /* Pending: voices on their way into the workbook */
  GError *failure;           /* (nullable) why a voice went back into the line */
};

void ear_session_page_line_init (EarSessionPage *page);
void ear_session_page_line_class_init (GtkWidgetClass *klass);
void ear_session_page_line_load_drafts (EarSessionPage *page);
void ear_session_page_line_flush (EarSessionPage *page);
void ear_session_page_line_keep (EarSessionPage *page);
void ear_session_page_line_wipe (EarSessionPage *page);
void ear_session_page_line_update_problem (EarSessionPage *page);
void ear_session_page_line_dispose (EarSessionPage *page);

void ear_session_page_agenda_class_init (GtkWidgetClass *klass);
void ear_session_page_agenda_init (EarSessionPage *page);
void ear_session_page_agenda_dispose (EarSessionPage *page);
EarId ear_session_page_agenda_item (EarSessionPage *page);
const char *ear_session_page_agenda_stance (EarSessionPage *page);
const char *ear_session_page_agenda_take_stance (EarSessionPage *page);
void ear_session_page_agenda_go_to (EarSessionPage *page, const EarId *item, const char *stance);

/* ear-session-page-stance.c */
void ear_session_page_stance_class_init (GtkWidgetClass *klass);
void ear_session_page_stance_update (EarSessionPage *page);
void ear_session_page_stance_keep (EarSessionPage *page, const EarId *voice, guint stance);

/* ear-session-page-paste.c */
void ear_session_page_paste_class_init (GtkWidgetClass *klass);
void ear_session_page_paste_restore (EarSessionPage *page, GHashTable *drafts);

void ear_session_page_list_init (EarSessionPage *page);
void ear_session_page_list_class_init (GtkWidgetClass *klass);
void ear_session_page_list_update (EarSessionPage *page);
EarVoiceItem *ear_session_page_list_voice (EarSessionPage *page);
void ear_session_page_change_voice (EarSessionPage *page, const EarId *voice);

G_END_DECLS
