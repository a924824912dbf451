/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All voices of a workbook as columns: what counting needs of each, without its words. The columns are kept packed in the
 * table "voice_chunks" and made anew for the rows that changed, so that counting a million voices reads a few megabytes. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

/* What a voice shares with others: each occasion stands once in a chunk. Rows are 0 where there is none. */
typedef struct
{
  guint32 session, organisation, place; /* rows */
  gint32 month;       /* twice the months since year 0; one less than January's for a year alone; EAR_NO_MONTH */
  guint32 feeling;    /* its place in EAR_TERMS_FEELING from 1; 0: none */
  guint32 permission; /* that holds: its place in EAR_TERMS_PERMISSION from 1 */
} EarOccasion;

#define EAR_NO_MONTH G_MININT32

/* A speaker, and how many people they stand for: 1 unless something else was said. The first one is nobody. */
typedef struct
{
  guint32 participant; /* row; 0 for the first */
  guint32 people;
} EarSpeaker;

/* Sets of rows: that number i has items[starts[i]] to items[starts[i + 1] - 1]. */
typedef struct
{
  GArray *starts; /* guint32, one more than there are sets */
  GArray *items;  /* guint32 */
} EarRowSets;

/* Voices are those of the view "voices". Everything but the row is an index into what follows. */
typedef struct
{
  guint n_voices;
  guint32 *rows;      /* of the contributions, ascending */
  guint32 *occasions; /* into .occasion */
  guint32 *themes;    /* into .theme_sets: themes of its codings, as they were given, merged ones not yet resolved */
  guint32 *groups;    /* into .group_sets: the groups of the view "voice_groups" */
  guint32 *speakers;  /* into .speaker */
  GArray *occasion;   /* EarOccasion */
  EarRowSets theme_sets, group_sets;
  GArray *speaker;    /* EarSpeaker */
} EarVoiceColumns;

EarVoiceColumns *ear_store_voice_columns (EarStore *store, GError **error);
gboolean ear_store_keep_columns (EarStore *store, GError **error);
void ear_voice_columns_free (EarVoiceColumns *columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVoiceColumns, ear_voice_columns_free)

G_END_DECLS
