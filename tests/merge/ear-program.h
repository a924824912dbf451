/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program is a list of things that people do on several laptops. Any part of it is a program too, so one that goes
 * wrong can be made smaller until nothing more can be left out. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EAR_PROGRAM_MAX_LAPTOPS 6

typedef enum
{
  EAR_DO_ADD,     /* a voice or theme; two who add the same one do it unknown to each other */
  EAR_DO_EDIT,    /* gives a field a value */
  EAR_DO_CLEAR,
  EAR_DO_DELETE,
  EAR_DO_RESTORE,
  EAR_DO_ERASE,   /* a voice */
  EAR_DO_CODE,    /* a voice with a theme */
  EAR_DO_SEAT,    /* says in which session a voice was heard, or in none; two may add the same session too */
  EAR_DO_SPEAK,   /* says who said a voice, or that nobody is known to have */
  EAR_DO_BELONG,  /* says that a voice, a speaker or a session is with a group, or no more */
  EAR_DO_REGROUP, /* moves a group below another, itself too, or to the top */
  EAR_DO_PERMIT,  /* says what may be done with a voice, or with what a speaker or a session said */
  EAR_DO_MOVE,    /* a theme under another, itself too */
  EAR_DO_JOIN,    /* says that a theme is now another one */
  EAR_DO_SPLIT,   /* a theme: another is a part of it, and it is used no more */
  EAR_DO_DECIDE,  /* settles a field, mostly on a value that it has */
  EAR_DO_OPEN,    /* opens an editor … */
  EAR_DO_SAVE,    /* … and saves it, whatever came in the meantime */
  EAR_DO_SEND,    /* writes a bundle */
  EAR_DO_SEND_CODEBOOK, /* … with the codebook alone, and the marks of what was erased */
  EAR_DO_SEND_SESSION, /* … with these and the voices of one session */
  EAR_DO_SEND_GROUP, /* … or of one group */
  EAR_DO_RECEIVE, /* merges any bundle: the latest, an old one, one's own, one merged before */
  EAR_DO_CLOCK,   /* sets the laptop's clock wrong, up to two days either way */
  EAR_N_DOINGS
} EarDoing;

typedef struct
{
  EarDoing what;
  guint laptop;
  guint record, other; /* which; taken modulo of what there is */
  guint field;
  guint word;          /* the number of the word that is typed, each once */
  gint32 number;       /* which bundle, how wrong a clock, which value */
  guint later;         /* milliseconds since what was done before; 0 too */
} EarDeed;

typedef struct
{
  guint32 seed; /* of the order in which all is exchanged in the end */
  guint n_laptops;
  GArray *steps; /* EarDeed */
} EarProgram;

EarProgram *ear_program_random (guint32 seed, guint n_steps);
void ear_program_free (EarProgram *program);
char *ear_program_describe (const EarProgram *program);

/* Returns: (nullable) (transfer full): what went wrong. */
typedef char *(*EarProgramFunc) (const EarProgram *program, gpointer data);
/* The smallest program found that goes wrong too, in whatever way. */
EarProgram *ear_program_shrink (const EarProgram *program, EarProgramFunc run, gpointer data);
/* Runs @n random programs; ends the test with the smallest of the first that goes wrong. */
void ear_program_try (guint n, guint n_steps, EarProgramFunc run, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarProgram, ear_program_free)

G_END_DECLS
