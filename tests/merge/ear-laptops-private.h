/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the laptops share. */
#pragma once

#include "ear-laptops.h"

G_BEGIN_DECLS

#define N_VOICES 3
#define N_THEMES 4
#define N_CODINGS (N_VOICES * N_THEMES)
#define N_SESSIONS 2
#define FIRST_THEME N_VOICES
#define FIRST_CODING (N_VOICES + N_THEMES)
#define FIRST_SESSION (FIRST_CODING + N_CODINGS)
#define N_RECORDS (FIRST_SESSION + N_SESSIONS)
G_STATIC_ASSERT (N_RECORDS <= EAR_ORACLE_MAX_RECORDS);

typedef struct
{
  guint number;
  char *path;
  EarStore *store;
  EarId id;
  EarKnowledge known;
  gint64 skew;       /* of its clock, in milliseconds */
  EarClock last;     /* the latest stamp it gave */
  EarRecord *editor; /* an open one, or NULL */
  guint editing;
  EarKnowledge shown; /* to whoever sits at it */
} Laptop;

/* A bundle, and what its author knew. */
typedef struct
{
  char *path;
  EarKnowledge known;
} Letter;

struct _EarLaptops
{
  guint n;
  Laptop laptops[EAR_PROGRAM_MAX_LAPTOPS];
  EarOracle oracle;
  GPtrArray *letters;   /* Letter */
  guint n_letters;
  GArray *erased_words; /* guint */
  gint64 now;           /* in truth */
  const char *folder;
};

/* ear-laptops-deeds.c */
EarKind ear_laptops_record_kind (guint record);
EarId ear_laptops_record_id (guint record);
guint ear_laptops_coded_voice (guint coding);
char *ear_laptops_word (guint number);
char *ear_laptops_receive (EarLaptops *self, Laptop *laptop, const Letter *letter);

/* ear-laptops-letters.c */
char *ear_laptops_send (EarLaptops *self, Laptop *laptop);
char *ear_laptops_send_codebook (EarLaptops *self, Laptop *laptop);
char *ear_laptops_send_session (EarLaptops *self, Laptop *laptop, guint session);

/* ear-laptops.c */
char *ear_laptops_check (EarLaptops *self, Laptop *laptop);
void ear_laptops_set_clock (EarLaptops *self, const Laptop *laptop);

G_END_DECLS
