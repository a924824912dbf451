/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook as its editor shows it: all themes also when retired or merged, what became of each, where each is used, and
 * who changed what. Reads; ear-theme-work.h and ear-codebook-work.h of capture write. Synchronous, on the store's thread. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

/* ear-book-list.c */
typedef enum
{
  EAR_BOOK_IN_USE,
  EAR_BOOK_RETIRED, /* not offered for new codings */
  EAR_BOOK_SPLIT,   /* retired, and others were split from it */
  EAR_BOOK_MERGED,  /* stands for another */
} EarBookState;

typedef struct
{
  EarId id;
  EarId parent;  /* under which it stands; EAR_ID_NONE at the top */
  guint depth;
  char *name;
  char *nature;  /* (nullable) a word of EAR_TERMS_THEME_NATURE */
  guint voices;  /* with what stands below it, each once */
  int colour;    /* its own; -1 where it has none */
  EarBookState state;
  EarId now;     /* what it stands for: itself, or what it was merged into */
  char *now_name; /* (nullable) of that, where it is another */
  guint n_waiting; /* codings that wait for somebody to say which part is meant */
  guint n_looks; /* questions about it that merging could not decide (ear-look.h) */
  /* It was merged into one that somebody else merged back into it, so that one of the two mergings was left out. */
  gboolean merging_left_out;
} EarBookTheme;

GPtrArray *ear_book_list (EarStore *store, GError **error); /* (element-type EarBookTheme) each after the one above it */
void ear_book_theme_free (EarBookTheme *theme);
const char *ear_book_state_label (EarBookState state); /* (nullable) translated; NULL of one in use */

/* ear-book-usage.c */
typedef struct
{
  EarId id;
  char *title;
  char *status; /* (nullable) a word of EAR_TERMS_STATUS */
} EarBookAction;

typedef struct
{
  guint n_codings, n_voices; /* with the theme itself, or with what was merged into it */
  guint n_words;             /* of the codings: about a part of the voice's words */
  guint n_below;             /* themes that stand directly under it */
  GPtrArray *mappings;       /* (element-type EarMappingRow) */
  GPtrArray *actions;        /* (element-type EarBookAction) */
  GPtrArray *merged;         /* (element-type utf8) names of the themes that were merged into it */
  GPtrArray *parts;          /* (element-type utf8) names of those that were split from it */
} EarBookUsage;

EarBookUsage *ear_book_usage (EarStore *store, const EarId *theme, GError **error);
void ear_book_usage_free (EarBookUsage *usage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarBookUsage, ear_book_usage_free)

/* A coding with the theme, or with one that was merged into it. */
typedef struct
{
  EarId id, contribution;
  char *text;  /* (nullable) the voice's words */
  char *quote; /* (nullable) of them those that are meant */
  char *ref, *coder, *memo; /* nullable */
} EarBookCoding;

GPtrArray *ear_book_codings (EarStore *store, const EarId *theme, GError **error); /* (element-type EarBookCoding) */
void ear_book_coding_free (EarBookCoding *coding);
gboolean ear_book_coding_fits (const EarBookCoding *coding, const char *words);

/* ear-book-history.c */
typedef struct
{
  EarStamp stamp;
  char *device;       /* (nullable) the name of the laptop */
  char *organisation; /* (nullable) the laptop's */
  gboolean is_self;
  gboolean is_rival;  /* it does not show, and waits in Needs a Look */
  char *what;         /* translated */
} EarBookEvent;

GPtrArray *ear_book_history (EarStore *store, const EarId *theme, GError **error); /* (element-type EarBookEvent) latest first */
void ear_book_event_free (EarBookEvent *event);

G_END_DECLS
