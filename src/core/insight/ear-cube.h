/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All voices in memory, to be counted by any dimensions, again and again. Counting a million voices by two dimensions takes
 * a few hundredths of a second; loading them a few more. The store's thread. */
#pragma once

#include "ear-dimension.h"

G_BEGIN_DECLS

typedef struct _EarCube EarCube;

EarCube *ear_cube_load (EarStore *store, GError **error);
void ear_cube_free (EarCube *cube);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarCube, ear_cube_free)

/* @filter: (nullable): only voices that pass it are counted from now on. */
gboolean ear_cube_filter (EarCube *cube, const EarVoiceFilter *filter, GError **error);

EarTable *ear_cube_table (EarCube *cube, const EarSummaryRequest *request, GError **error);
GPtrArray *ear_cube_layers (EarCube *cube, const EarSummaryRequest *request, EarDimension by, GError **error);
gboolean ear_cube_count_side (EarCube *cube, const EarSide *side, EarSideCounts *counts, GError **error);
int ear_cube_last_periods (EarCube *cube, EarPeriod period, gint64 *now, GError **error);
const EarVoiceColumns *ear_cube_columns (EarCube *cube);
EarStore *ear_cube_store (EarCube *cube);
/* Whether the voice with this number among the columns passes the filter. */
gboolean ear_cube_passes (EarCube *cube, guint voice);

/* ear-cube-count.c */
typedef struct
{
  EarCount count;
  guint32 mark; /* the session or speaker counted last */
} EarCell;

#define EAR_CUBE_SIDES 3 /* layers, rows, columns */

/* Every cell of the sides' slots: the last side's slots lie beside each other. */
typedef struct
{
  gsize n[EAR_CUBE_SIDES];
  EarCell *cells;
} EarCells;

gboolean ear_cells_count (EarCells *cells, const EarVoiceColumns *columns, const guint8 *mask, const EarSlots *const *sides,
                          GError **error);
const EarCount *ear_cells_get (const EarCells *cells, gsize layer, gsize row, gsize column);
void ear_cells_clear (EarCells *cells);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarCells, ear_cells_clear)

/* ear-cube-filter.c */
guint8 *ear_filter_mask (EarStore *store, const EarVoiceColumns *columns, const EarVoiceFilter *filter, GError **error);
guint8 *ear_filter_judge_themes (EarStore *store, const EarVoiceColumns *columns, const EarVoiceFilter *filter, GError **error);

/* What several answers need of one cube, so that voices are loaded once for a report. Each counts what its own filter says
 * and leaves that with the cube. */
GPtrArray *ear_evidence_of (EarCube *cube, const EarId *strategy, GError **error); /* as ear_evidence_list() */

/* ear-recorder.c: who recorded how much. */
typedef struct
{
  char *name; /* of the organisation */
  guint sessions, voices;
} EarRecorder;

GPtrArray *ear_recorders_of (EarCube *cube, const char *nobody, GError **error);
void ear_recorder_free (EarRecorder *recorder);

G_END_DECLS
