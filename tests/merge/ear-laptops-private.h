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
#define N_GROUPS 3
#define N_SPEAKERS 2
#define FIRST_GROUP (FIRST_SESSION + N_SESSIONS)
#define FIRST_SPEAKER (FIRST_GROUP + N_GROUPS)
/* Links of each voice, speaker and session with each group. */
#define FIRST_VOICE_GROUP (FIRST_SPEAKER + N_SPEAKERS)
#define FIRST_SPEAKER_GROUP (FIRST_VOICE_GROUP + N_VOICES * N_GROUPS)
#define FIRST_SESSION_GROUP (FIRST_SPEAKER_GROUP + N_SPEAKERS * N_GROUPS)
#define N_RECORDS (FIRST_SESSION_GROUP + N_SESSIONS * N_GROUPS)
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

/* What a part is about: a session or a group, as a record, or N_RECORDS. */
typedef struct
{
  guint session, group;
  gboolean all; /* no part */
} PartScope;

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
  gboolean permitted;   /* somebody said what may be done with a voice */
  EarStore *readers[EAR_PROGRAM_MAX_LAPTOPS][N_GROUPS]; /* who gets nothing but this laptop's parts of this group; NULL: none yet */
  const char *folder;
};

/* ear-laptops-records.c */
EarKind ear_laptops_record_kind (guint record);
EarId ear_laptops_record_id (guint record);
guint ear_laptops_coded_voice (guint coding);
/* What a link connects with a group, and that group. */
guint ear_laptops_link_end (guint link);
guint ear_laptops_link_group (guint link);

/* ear-laptops-write.c */
char *ear_laptops_word (guint number);
char *ear_laptops_fail (const Laptop *laptop, const char *what, const GError *error);
EarRecord *ear_laptops_get (Laptop *laptop, guint record);
gboolean ear_laptops_is_erased (const Laptop *laptop, guint record);
void ear_laptops_type_word (EarLaptops *self, Laptop *laptop, guint record, EarRecord *edited, guint field, guint number);
char *ear_laptops_put (EarLaptops *self, Laptop *laptop, guint record, EarRecord *edited);
char *ear_laptops_put_shown (EarLaptops *self, Laptop *laptop, guint record, EarRecord *edited, const EarKnowledge *shown);
char *ear_laptops_put_again (EarLaptops *self, Laptop *laptop, guint record, EarRecord *made);
char *ear_laptops_need_session (EarLaptops *self, Laptop *laptop, guint session);

/* ear-laptops-deeds.c */
char *ear_laptops_receive (EarLaptops *self, Laptop *laptop, const Letter *letter);

/* ear-laptops-consent.c */
char *ear_laptops_permit (EarLaptops *self, Laptop *laptop, const EarDeed *deed);
/* From the mildest, 0. */
guint ear_laptops_permission (EarLaptops *self, const EarKnowledge *known, guint voice);
gboolean ear_laptops_is_internal (EarLaptops *self, const EarKnowledge *known, guint voice);
guint64 ear_laptops_lets_out (EarLaptops *self, const EarKnowledge *known, guint record);
char *ear_laptops_check_reader (EarLaptops *self, const Laptop *laptop, EarStore *reader);

/* ear-laptops-groups.c */
char *ear_laptops_regroup (EarLaptops *self, Laptop *laptop, const EarDeed *deed);
gboolean ear_laptops_is_below (EarLaptops *self, const EarKnowledge *known, guint group, guint above);
char *ear_laptops_speak (EarLaptops *self, Laptop *laptop, const EarDeed *deed);
char *ear_laptops_belong (EarLaptops *self, Laptop *laptop, const EarDeed *deed);
gboolean ear_laptops_is_of_group (EarLaptops *self, const EarKnowledge *known, guint voice, guint group);
char *ear_laptops_tell_readers (EarLaptops *self, Laptop *laptop);
char *ear_laptops_tell_reader (EarLaptops *self, const Laptop *laptop, const Letter *letter, guint group);

/* ear-laptops-parts.c: which fields of a record must be in a part, and which may. */
void ear_laptops_expect (EarLaptops *self, const Laptop *laptop, guint record, const PartScope *scope, guint64 *least, guint64 *most);

/* ear-laptops-letters.c */
char *ear_laptops_send (EarLaptops *self, Laptop *laptop);
char *ear_laptops_send_codebook (EarLaptops *self, Laptop *laptop);
char *ear_laptops_send_session (EarLaptops *self, Laptop *laptop, guint session);
char *ear_laptops_send_group (EarLaptops *self, Laptop *laptop, guint group);

/* ear-laptops.c */
char *ear_laptops_check (EarLaptops *self, Laptop *laptop);
void ear_laptops_set_clock (EarLaptops *self, const Laptop *laptop);

G_END_DECLS
