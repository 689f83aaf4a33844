/** The script of a worker thread. */
import { answerTasks } from "./task-answer.js";

answerTasks();
