/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What matters most now: themes of the newest period beside the one before, what works and what does not, and who speaks of a
 * theme more or less than everybody else. The store's thread.
 *
 * Themes that have heard themes below them are left out: their figures are those below them taken together. A share is of the
 * voices of its period, coded or not. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

typedef struct
{
  EarHeading *theme;
  EarCount count;       /* of the period */
  EarShare now, before;
  EarTrend trend;
  guint works, does_not_work, ideas, questions, unsaid; /* a mixed voice works and does not */
} EarMatter;

/* A group that speaks of a theme more (1) or less (-1) than the others do. */
typedef struct
{
  EarHeading *group, *theme;
  EarShare part, all;
  int direction;
} EarContrast;

/* Two themes in one voice. */
typedef struct
{
  EarHeading *one, *other;
  guint both, first, second; /* voices with both, with the one, with the other */
} EarTogether;

typedef struct
{
  char *label, *before_label; /* nullable: no voice has a date, or all of time is looked at */
  char *from, *to;            /* (nullable) days of the period, for a filter */
  EarCount total, before;
  guint uncoded;              /* voices of the period without a theme */
  GPtrArray *matters;         /* EarMatter, most voices first */
  GPtrArray *contrasts;       /* EarContrast, the plainest first */
  GPtrArray *together;        /* EarTogether, the strongest first */
  EarTable *over_time;        /* by period: all voices that pass the filter */
} EarMatters;

EarMatters *ear_matters_load (EarStore *store, EarPeriod period, gboolean all_time, const EarVoiceFilter *filter, GError **error);
void ear_matters_free (EarMatters *matters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarMatters, ear_matters_free)

/* Whether new sessions still bring new themes. */
typedef struct
{
  guint n_sessions;     /* with coded voices, oldest first */
  GArray *fresh;        /* guint, one a session: themes that no earlier one had brought */
  guint n_themes;
  guint quiet;          /* sessions at the end that brought nothing new */
} EarSaturation;

EarSaturation *ear_saturation_load (EarStore *store, GError **error);
char *ear_saturation_sentence (const EarSaturation *saturation);
void ear_saturation_free (EarSaturation *saturation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarSaturation, ear_saturation_free)

G_END_DECLS
