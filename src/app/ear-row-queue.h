/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a long list that wait to be filled, so that no frame is late: those on the screen are filled in the frame that shows
 * them, the others a few a frame. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _EarRowQueue EarRowQueue;

/* Shows what the row stands for; it is not in the queue any more. */
typedef void (*EarRowFill) (GtkWidget *row);

EarRowQueue *ear_row_queue_new (GtkWidget *list, EarRowFill fill);
EarRowQueue *ear_row_queue_ref (EarRowQueue *queue);
void ear_row_queue_unref (EarRowQueue *queue);

void ear_row_queue_add (EarRowQueue *queue, GtkWidget *row);
void ear_row_queue_remove (EarRowQueue *queue, GtkWidget *row);
gboolean ear_row_queue_is_seen (EarRowQueue *queue, GtkWidget *row);
int ear_row_queue_get_height (EarRowQueue *queue);

G_END_DECLS
