/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was heard, against the targets that were set and the populations that are known. The store's thread.
 *
 * Rules, shown beside the figures:
 * - A target's voices are those of its group with the groups below it, at its place with the places inside it, in its period
 *   by whole months. What a target does not name does not limit it.
 * - A cell of the grid shows its own target: the one for that group at that place in the period that is looked at; of several
 *   the one that wants most.
 * - Sessions still needed are the missing voices by what a session brought on average, rounded up, and not fewer than the
 *   sessions that the target itself still misses. The average is the group's where it was heard in three sessions or more, else
 *   that of all.
 * - A place's share of voices is beside its share of people among the places of its level whose population is known. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

/* How much of a target is reached, in five steps that can be told apart in grey. */
typedef enum
{
  EAR_REACHED_NOTHING,
  EAR_REACHED_LITTLE, /* less than a third */
  EAR_REACHED_SOME,   /* less than two thirds */
  EAR_REACHED_MOST,
  EAR_REACHED_ALL,
  EAR_N_REACHED,
} EarReached;

typedef struct
{
  EarId id;
  EarId group, place;       /* EAR_ID_NONE: any */
  char *group_name, *place_name; /* nullable */
  char *from, *until;       /* (nullable) days */
  char *reason;             /* (nullable) */
  guint voices, sessions;   /* wanted; sessions 0: not said */
  EarCount heard;
  EarReached reached;
  guint sessions_needed;
} EarTargetRow;

typedef struct
{
  EarCount heard;
  int target; /* index among the targets; -1: none for this cell */
} EarCoverageCell;

typedef struct
{
  EarHeading *place;
  EarCount heard;
  gint64 population, year; /* year -1: not said */
  char *source;            /* (nullable) */
  guint all_voices;        /* of the places beside it */
  gint64 all_people;
} EarPlaceShare;

/* Two groups that were both heard, and nobody who is in both. */
typedef struct
{
  EarHeading *one, *other;
  double expected; /* voices of both, if the one had nothing to do with the other */
} EarEmptyPair;

typedef struct
{
  char *from, *until;  /* (nullable) days looked at */
  EarTable *heard;     /* groups down, places across, empty ones too; the last row and column may be those without one */
  EarCoverageCell *cells; /* as in the table */
  EarCoverageCell *rows;  /* of each group at all places */
  GPtrArray *targets;  /* EarTargetRow */
  GPtrArray *shares;   /* EarPlaceShare */
  GPtrArray *pairs;    /* EarEmptyPair, the most unexpected first */
} EarCoverage;

/* For whoever has a cube already; its filter is that of the last period then. */
typedef struct _EarCube EarCube;
EarCoverage *ear_coverage_of (EarCube *cube, const char *from, const char *until, GError **error);
EarCoverage *ear_coverage_load (EarStore *store, const char *from, const char *until, GError **error);
void ear_coverage_free (EarCoverage *coverage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarCoverage, ear_coverage_free)

EarReached ear_reached (guint heard, guint wanted);
const char *ear_reached_word (EarReached reached);
char *ear_target_describe (const EarTargetRow *target);
GPtrArray *ear_coverage_not_heard (const EarCoverage *coverage);

/* Somebody not heard yet. */
typedef struct
{
  EarId group, place; /* EAR_ID_NONE: any */
  char *text;
  int target;         /* index; -1: a group nobody of which was heard anywhere */
} EarNotHeard;

G_END_DECLS
