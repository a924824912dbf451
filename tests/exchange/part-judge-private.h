/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the second opinion on parts share. */
#pragma once

#include "part-consent.h"

G_BEGIN_DECLS

typedef struct
{
  EarStore *store; /* for what showed before */
  const EarExportOptions *options; /* NULL: all */
  gboolean is_part;
  GHashTable *records[EAR_N_KINDS]; /* EarId → EarRecord */
  GHashTable *once_groups; /* that were below a group of a part, or are; NULL: not asked yet */
  GHashTable *voices;  /* of a part: ids that leave with something of them */
  GHashTable *moved;   /* of a part: voices that it is not about, and whoever got an earlier one may think so */
  GHashTable *kept;    /* of a part: voices that somebody may have from an earlier one, and that are kept back now */
  GHashTable *strangers; /* of a part: voices that are not of the group of their session, since they or their speaker have another */
  GHashTable *shared;  /* of a part: links of sessions that were with a group of it and with others */
  GHashTable *reasons; /* of a part: speakers and sessions that say what may be done with a voice of it */
  GHashTable *sessions, *heard, *speakers, *actions, *together, *items, *own_items;
  GHashTable *devices; /* that are named, in the end */
  GHashTable *judged;
} PartJudge;

/* part-judge.c */
void part_add_id (GHashTable *set, const EarId *id);
gboolean part_is_live (const EarRecord *record);
const EarRecord *part_find (PartJudge *judge, EarKind kind, const EarId *id);
gboolean part_group_is_in (PartJudge *judge, const EarId *id);
/* The live links of @kind from @from, and those of them that lead to a group that was asked for. */
guint part_count_links (PartJudge *judge, EarKind kind, guint from_field, const EarId *from, guint group_field, guint *n_in);
gboolean part_voice_is_in (PartJudge *judge, const EarRecord *voice);
PartLeave part_leave (PartJudge *judge, const EarRecord *voice);
const char *part_permission_of (PartJudge *judge, const EarRecord *voice);

/* part-say.c: (transfer full) what is said of it, whose authors are noted */
char *part_say (PartJudge *judge, const EarRecord *record, PartLeave leave);

/* part-left.c: fills in what is told of voices that the part is not about. */
void part_find_moved (PartJudge *judge);

G_END_DECLS
