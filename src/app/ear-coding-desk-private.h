/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the coding desk share. */
#pragma once

#include "ear-coding-desk.h"
#include "ear-desk-work.h"
#include "ear-finder-popover.h"
#include "ear-lane-view.h"
#include "ear-page-feed.h"
#include "ear-suggestion-box.h"

G_BEGIN_DECLS

struct _EarCodingDesk
{
  AdwBin parent_instance;

  GtkLabel *origin;
  GtkToggleButton *keys_button; /* shown where there is room for the keys' help only when asked for */
  GtkToggleButton *blind_button;
  GtkButton *compare_button;
  GtkStack *stack; /* "none", "one", "many" */
  EarLaneView *words;
  GtkBox *about;   /* what is known of the only voice */
  AdwWrapBox *chips;
  EarSuggestionBox *suggestions; /* for a voice without a theme */
  GtkLabel *status;
  GtkLabel *many;
  AdwWrapBox *actions;
  GtkButton *code_button, *in_vivo_button, *theme_button, *group_button, *permission_button, *next_button;
  GtkLabel *feelings;
  EarFinderPopover *finder;
  EarProgressBox *progress;

  EarPageFeed *feed;
  GPtrArray *items;    /* EarVoiceItem: one or none */
  EarVoiceRows *rows;  /* (nullable) or many: */
  GArray *ranges;      /* these of them */
  guint n_selected;
  gulong ready_handler; /* of the only one */
  GPtrArray *themes, *groups, *permissions; /* EarTreeRow */
  GPtrArray *codings;  /* EarCodingRow that are shown */
  EarId current;       /* the coding that is walked to, or none */
  EarId shown;         /* whose codings they are */
};

/* ear-coding-desk-keys.c */
void ear_coding_desk_install_keys (GtkWidgetClass *klass);
void ear_coding_desk_init_keys (EarCodingDesk *desk);
void ear_coding_desk_set_current (EarCodingDesk *desk, const EarId *coding, gboolean aloud);
void ear_coding_desk_edit_memo (EarCodingDesk *desk, const EarId *coding);
void ear_coding_desk_code_voice (EarCodingDesk *desk, const EarTreeRow *theme);
void ear_coding_desk_remove (EarCodingDesk *desk, const EarId *coding);
const EarVoice *ear_coding_desk_get_voice (EarCodingDesk *desk);

G_END_DECLS
