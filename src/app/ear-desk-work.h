/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coding desk does to the workbook: one deed, one transaction, one undo. Deeds are taken back one after another, the
 * newest first, and done again in the other order. */
#pragma once

#include "ear-batch-work.h"
#include "ear-coding-work.h"
#include "ear-progress-box.h"
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
  char *value;       /* (nullable) a name, a memo, a feeling, a permission; who was right */
  GStrv coders;      /* (nullable) who agreed */
  char *said;        /* what the toast says */
} EarDeed;

EarDeed *ear_deed_new (EarDeedKind kind, const GArray *voices);
/* @ranges: (transfer full) */
EarDeed *ear_deed_new_many (EarDeedKind kind, EarVoiceRows *rows, GArray *ranges);
/* @deed: (transfer full) */
void ear_deed_do (EarWindow *window, EarDeed *deed);
gboolean ear_deed_redo (EarWindow *window);

G_END_DECLS
