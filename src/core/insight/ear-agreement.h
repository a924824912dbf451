/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far coders agree who coded without looking at each other. For each theme the question is yes or no: does it apply?
 *
 * - A voice is one that somebody could code when they coded something in its conversation, if not this voice; a voice without a
 *   conversation, when they coded it. Voices that fewer than two of the coders could code are left out. Who could not code a
 *   voice is missing there, and has not said no.
 * - Of voices: a theme applies when it is on the voice or on any words of it.
 * - Of all text: asked of each code point of those voices. A theme on a voice is on all of its text.
 * - Of coded text: the same, but only where at least one of the coders used any theme.
 *
 * The store's thread, but for the arithmetic. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_COEFFICIENT_DEFINED,
  EAR_COEFFICIENT_NO_DATA,      /* nothing that two coders could code */
  EAR_COEFFICIENT_NO_VARIATION, /* all answers are the same: chance would have agreed as well, so nothing is shown */
  EAR_COEFFICIENT_NOT_TWO,      /* kappa is for two coders */
} EarCoefficientState;

typedef struct
{
  EarCoefficientState state;
  double value; /* 1: always; 0: as often as chance; less than 0: less often */
} EarCoefficient;

EarCoefficient ear_kappa (const guint64 *table, guint n_categories);
EarCoefficient ear_alpha (const guint *counts, const guint64 *weights, guint n_units, guint n_categories);
char *ear_coefficient_format (const EarCoefficient *coefficient);
const char *ear_coefficient_words (const EarCoefficient *coefficient); /* translated */

typedef struct
{
  guint64 units; /* voices or code points that two or more could code */
  guint64 same;  /* of these, where all who could say the same */
  guint64 table[4]; /* of two coders: neither, only the other, only the first, both */
  EarCoefficient kappa, alpha;
} EarAgreementScale;

typedef struct
{
  EarId theme;
  char *name;
  EarAgreementScale voices, all_text, coded_text;
} EarAgreementTheme;

/* A voice on which not all say the same about a theme. */
typedef struct
{
  EarId voice, session, theme;
  char *name;        /* the theme's */
  char *text, *ref;  /* nullable; the voice's */
  guint32 could, did; /* one bit a coder: who could code the voice, who gave it the theme */
  gboolean only_words; /* all gave it the theme, but not to the same words */
} EarDisagreement;

typedef struct
{
  GStrv coders;
  guint64 n_voices, n_points, n_coded_points; /* that two or more could code */
  GPtrArray *themes;        /* EarAgreementTheme that somebody used, by name */
  GPtrArray *disagreements; /* EarDisagreement, by conversation, voice and theme: as many as were asked for */
  guint n_disagreements;    /* all there are */
} EarAgreement;

#define EAR_AGREEMENT_MAX_CODERS 16

typedef struct
{
  char *name;
  guint n_codings;
} EarCoder;

GPtrArray *ear_coder_list (EarStore *store, GError **error); /* (element-type EarCoder) those who coded most first */
void ear_coder_free (EarCoder *coder);

EarAgreement *ear_agreement_find (EarStore *store, const char *const *coders, guint limit, GError **error);
void ear_agreement_free (EarAgreement *agreement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarAgreement, ear_agreement_free)

G_END_DECLS
