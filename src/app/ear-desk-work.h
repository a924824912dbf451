/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to the workbook, at the coding desk, in the codebook and while people talk: one deed, one transaction, one undo.
 * Deeds are taken back one after another, the newest first, and done again in the other order. */
#pragma once

#include "ear-batch-work.h"
#include "ear-coding-work.h"
#include "ear-progress-box.h"
#include "ear-take-back.h"
#include "ear-window.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_DEED_CODE,      /* with a theme */
  EAR_DEED_NEW_THEME, /* with a theme called so, which is made */
  EAR_DEED_IN_VIVO,
  EAR_DEED_MEMO,
  EAR_DEED_REMOVE,
  EAR_DEED_FEELING,
  EAR_DEED_PERMISSION,
  EAR_DEED_GROUP,
  EAR_DEED_ONLY_GROUP,
  EAR_DEED_TRANSLATOR,
  EAR_DEED_SETTLE,
} EarDeedKind;

typedef struct
{
  EarDeedKind kind;
  GArray *voices;    /* EarId */
  EarVoiceRows *rows; /* (nullable) or many: those at the ranges of these, as for ear_batch_do() */
  GArray *ranges;
  EarProgressBox *progress; /* (nullable) (unowned) where it is shown how far it is */
  EarId record;      /* a theme, a coding, a group */
  gboolean has_span;
  EarSpan span;      /* of the one voice */
  char *value;       /* (nullable) a name, a memo, a feeling, a permission; who was right, who translated */
  GStrv coders;      /* (nullable) who agreed */
  char *said;        /* what the toast says */
} EarDeed;

EarDeed *ear_deed_new (EarDeedKind kind, const GArray *voices);
/* @ranges: (transfer full) */
EarDeed *ear_deed_new_many (EarDeedKind kind, EarVoiceRows *rows, GArray *ranges);
/* @deed: (transfer full) */
void ear_deed_do (EarWindow *window, EarDeed *deed);

/* Any other deed. On the workbook's thread: does it, and fills @before. */
typedef gboolean (*EarDeedFunc) (EarStore *store, gpointer data, GPtrArray *before, GError **error);
/* On the main thread: @object is still there; @done: whether it was done. */
typedef void (*EarDeedEnd) (gpointer object, gpointer data, gboolean done);
void ear_deed_run (EarWindow *window, EarDeedFunc func, gpointer data, GDestroyNotify data_free, const char *said, EarDeedEnd end,
                   GObject *object);
gboolean ear_deed_redo (EarWindow *window);

/* A deed that knows by itself how it is taken back, since no edit could do that. On the workbook's thread: does it, or takes it
 * back; @note: (out) (optional): what is said instead of the usual. */
typedef gboolean (*EarDeedTurn) (EarStore *store, gpointer data, gboolean again, char **note, GError **error);
void ear_deed_run_turning (EarWindow *window, EarDeedTurn func, gpointer data, GDestroyNotify data_free, const char *said);

typedef enum
{
  EAR_REMEMBER_QUIETLY = 1 << 0, /* Ctrl+Z takes it back; nothing is said */
  EAR_REMEMBER_JOINED = 1 << 1,  /* goes with the one before where that changed the same field: words typed into it */
} EarRememberFlags;

/* @change: (transfer full) (nullable): what was written already */
void ear_deed_remember (EarWindow *window, EarTakeBack *change, const char *said, EarRememberFlags flags);

G_END_DECLS
