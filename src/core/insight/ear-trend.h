/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of voices, how sure they are, and whether one differs from another. No I/O; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint of;  /* voices that are about something */
  guint all; /* of so many */
} EarShare;

typedef enum
{
  EAR_TREND_UNKNOWN, /* too few voices to tell */
  EAR_TREND_FALLING,
  EAR_TREND_STEADY,  /* no clear change */
  EAR_TREND_RISING,
} EarTrend;

/* Below this many voices in one of two periods nothing is said of a trend: a share moves by more than ten points with
 * each voice. */
#define EAR_TREND_LEAST 10

double ear_share_value (EarShare share);
void ear_share_interval (EarShare share, double *low, double *high);
void ear_share_difference (EarShare now, EarShare before, double *low, double *high);
EarTrend ear_trend_of (EarShare now, EarShare before);
const char *ear_trend_word (EarTrend trend);
char *ear_trend_sentence (EarShare now, EarShare before);
int ear_share_stands_out (EarShare part, EarShare all);

G_END_DECLS
